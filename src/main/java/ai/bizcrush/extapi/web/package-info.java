/** The API listener's groundwork: errors, bodies, uploads, request ids, CORS. */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package ai.bizcrush.extapi.web;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
