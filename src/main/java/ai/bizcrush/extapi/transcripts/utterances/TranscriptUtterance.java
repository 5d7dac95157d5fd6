package ai.bizcrush.extapi.transcripts.utterances;

import java.time.Instant;

/**
 * What somebody said.
 *
 * @param messageId the recording, live or a file
 * @param speaker the recording's number, {@code ""} without diarization
 * @param transcript as it was corrected last
 * @param originalTranscript as it was recognised
 * @param confidence 0 to 1
 * @param language the base language, {@code ""} when unknown
 * @param startMs since the recording began
 * @param isEdited whether it was corrected, to something else than was recognised
 */
record TranscriptUtterance(
    String id,
    String meetingId,
    String messageId,
    String speaker,
    String transcript,
    String originalTranscript,
    double confidence,
    String language,
    long startMs,
    long endMs,
    boolean isEdited,
    Instant createdAt,
    Instant updatedAt) {}
