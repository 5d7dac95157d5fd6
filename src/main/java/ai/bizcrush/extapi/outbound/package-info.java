/** Fetching, safely, what a user names by URL. */
@ApplicationModule(allowedDependencies = {"database"})
@NullMarked
package ai.bizcrush.extapi.outbound;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
