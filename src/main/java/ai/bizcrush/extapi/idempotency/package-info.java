/**
 * Requests that a client may repeat: with the same {@code Idempotency-Key} they have their effect
 * once, and are answered alike for a day.
 */
@ApplicationModule(allowedDependencies = {"database"})
@NullMarked
package ai.bizcrush.extapi.idempotency;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
