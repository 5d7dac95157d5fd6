package ai.bizcrush.extapi.meetings.people;

import ai.bizcrush.extapi.shared.UserId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who has opened a meeting of the caller's.
 *
 * @param email by which they were invited; null for those who were listed by their id
 * @param at when the last such meeting began
 */
record Encounter(@Nullable String email, UserId user, Instant at) {}
