package ai.bizcrush.extapi.transcripts.utterances;

import ai.bizcrush.extapi.meetings.MeetingId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A part of a list that is wanted.
 *
 * @param messageId of the one recording that is wanted, null for all
 * @param cursor as the client sent it
 * @param after what it means
 */
record Part(
    MeetingId meeting, @Nullable String messageId, String cursor, Instant after, int most) {}
