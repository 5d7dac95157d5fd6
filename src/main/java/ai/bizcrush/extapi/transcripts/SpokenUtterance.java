package ai.bizcrush.extapi.transcripts;

/**
 * What somebody said, as it was recognised.
 *
 * @param speaker the recording's number
 * @param text verbatim
 * @param language the base language, {@code ""} when unknown
 * @param startMs on the recording's clock
 * @param endMs not before {@code startMs}
 * @param confidence 0 to 1
 */
public record SpokenUtterance(
    String speaker, String text, String language, long startMs, long endMs, double confidence) {}
