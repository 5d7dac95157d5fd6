package ai.bizcrush.extapi.transcripts.utterances;

import java.time.Instant;

/**
 * What is being said, as far as it is recognised.
 *
 * @param id stays while the text grows
 * @param messageId the recording
 * @param userId whose recording it is
 * @param speaker the recording's number, {@code ""} without diarization
 * @param text all of it so far
 * @param isFinal whether it will not change any more; it is an utterance then
 * @param language the base language, {@code ""} when unknown
 * @param startMs since the recording began
 */
record LiveTranscriptionChunk(
    String id,
    String meetingId,
    String messageId,
    String userId,
    String speaker,
    String text,
    boolean isFinal,
    String language,
    long startMs,
    long endMs,
    Instant createdAt,
    Instant updatedAt) {}
