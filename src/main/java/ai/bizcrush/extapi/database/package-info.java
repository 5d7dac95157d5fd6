/** PostgreSQL, embedded when none is configured, and the durable jobs that run on it. */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package ai.bizcrush.extapi.database;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
