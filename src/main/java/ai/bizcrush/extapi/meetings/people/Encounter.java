package ai.bizcrush.extapi.meetings.people;

import ai.bizcrush.extapi.shared.UserId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Somebody in the list of a meeting of the caller's, as far as the caller may know.
 *
 * @param email by which they were invited; null for those who were listed by their id
 * @param user null for those who have not opened the meeting
 * @param at when the last such meeting began
 */
record Encounter(@Nullable String email, @Nullable UserId user, Instant at) {}
