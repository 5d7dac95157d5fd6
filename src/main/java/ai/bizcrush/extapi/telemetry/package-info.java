/** What the service tells of itself: traces that quote nobody. */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package ai.bizcrush.extapi.telemetry;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
