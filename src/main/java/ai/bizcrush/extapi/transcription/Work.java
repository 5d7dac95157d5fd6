package ai.bizcrush.extapi.transcription;

import ai.bizcrush.extapi.shared.Caller;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A transcription that outlives its request.
 *
 * @param id a ULID
 * @param audioUrl null when the audio was sent
 * @param attempts how often it was taken up
 * @param uploadSeenAt when a replica that holds the upload last said so
 */
record Work(
    String id,
    Caller caller,
    String sessionId,
    Options options,
    @Nullable String audioUrl,
    int attempts,
    Instant createdAt,
    Instant uploadSeenAt) {}
