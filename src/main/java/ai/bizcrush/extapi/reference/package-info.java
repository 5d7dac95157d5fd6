/** What the API says of itself: an OpenAPI description, and pages to read and to try it. */
@ApplicationModule(allowedDependencies = {"web"})
@NullMarked
package ai.bizcrush.extapi.reference;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
