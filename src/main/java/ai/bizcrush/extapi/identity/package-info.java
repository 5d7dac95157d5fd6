/** Who is calling: users and their verified addresses; their API keys are in {@code keys}. */
@ApplicationModule(allowedDependencies = {"web", "site", "database"})
@NullMarked
package ai.bizcrush.extapi.identity;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
