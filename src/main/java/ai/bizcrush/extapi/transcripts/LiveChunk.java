package ai.bizcrush.extapi.transcripts;

/**
 * A chunk as it is stored.
 *
 * @param id a ULID
 * @param text verbatim
 * @param speaker the recording's number, {@code ""} without diarization
 * @param language the base language, {@code ""} when unknown
 * @param startMs on the recording's clock
 * @param endMs not before {@code startMs}
 * @param confidence 0 to 1
 */
public record LiveChunk(
    String id,
    String text,
    String speaker,
    String language,
    long startMs,
    long endMs,
    double confidence) {}
