/** Who is calling: users, their verified addresses and their API keys. */
@ApplicationModule(allowedDependencies = {"web", "site", "database"})
@NullMarked
package ai.bizcrush.extapi.identity;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
