package ai.bizcrush.extapi.engine;

/**
 * A piece of live text as the engine gives it: a word or a part of one. Concatenated, the pieces
 * read as the utterance.
 *
 * @param text with its leading space
 * @param startMs -1 when the engine does not say
 * @param endMs -1 when the engine does not say
 * @param confidence 0 to 1; 0 when the engine does not say
 * @param speaker the engine's number, {@code ""} without diarization
 * @param language the base language, {@code ""} when unknown
 */
public record LiveWord(
    String text, long startMs, long endMs, double confidence, String speaker, String language) {}
