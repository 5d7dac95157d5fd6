/** Meetings, their participants, messages, settings and people, and the endpoints for them. */
@ApplicationModule(allowedDependencies = {"web", "database", "identity", "idempotency"})
@NullMarked
package ai.bizcrush.extapi.meetings;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
