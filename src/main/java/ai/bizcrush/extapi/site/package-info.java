/** The site listener: a servlet context of its own beside the API. */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package ai.bizcrush.extapi.site;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
