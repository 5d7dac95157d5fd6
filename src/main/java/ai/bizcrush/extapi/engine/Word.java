package ai.bizcrush.extapi.engine;

import java.time.Duration;

/**
 * A word of an utterance.
 *
 * @param text as it is read, with its punctuation
 * @param start from the start of the recording
 * @param end not before {@code start}
 * @param confidence 0 to 1; 0 when the engine does not say
 */
public record Word(String text, Duration start, Duration end, double confidence) {}
