package ai.bizcrush.extapi.transcription;

import ai.bizcrush.extapi.engine.Transcript;
import ai.bizcrush.extapi.engine.Utterance;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What was said in a file.
 *
 * @param text the utterances, joined by one space
 * @param detectedLanguage the language with the most speech, {@code ""} for silence
 * @param confidence 0 to 1, the mean of the utterances, weighted by their length
 * @param utterances in order of time
 * @param sessionId the client's, or the one that was generated
 * @param durationMs of the audio
 * @param engine which engine answered
 */
record TranscriptionReply(
    String text,
    String detectedLanguage,
    double confidence,
    List<Spoken> utterances,
    String sessionId,
    long durationMs,
    String engine) {

  /** One utterance; times in milliseconds from the start of the audio. */
  record Spoken(
      String speaker, String text, long startMs, long endMs, double confidence, String language) {

    static Spoken of(Utterance utterance) {
      return new Spoken(
          utterance.speaker(),
          utterance.text(),
          utterance.start().toMillis(),
          utterance.end().toMillis(),
          rounded(utterance.confidence()),
          utterance.language());
    }
  }

  static TranscriptionReply of(
      Transcript transcript, String sessionId, Duration duration, String engine) {
    var utterances = transcript.utterances();
    return new TranscriptionReply(
        utterances.stream().map(Utterance::text).collect(Collectors.joining(" ")),
        language(utterances),
        rounded(confidence(utterances)),
        utterances.stream().map(Spoken::of).toList(),
        sessionId,
        duration.toMillis(),
        engine);
  }

  private static String language(List<Utterance> utterances) {
    Map<String, Long> speech = new LinkedHashMap<>();
    utterances.stream()
        .filter(u -> !u.language().isEmpty())
        .forEach(u -> speech.merge(u.language(), weight(u), Long::sum));
    return speech.entrySet().stream()
        .max(Map.Entry.comparingByValue())
        .map(Map.Entry::getKey)
        .orElse("");
  }

  private static double confidence(List<Utterance> utterances) {
    double sum = 0;
    long weights = 0;
    for (Utterance utterance : utterances) {
      sum += utterance.confidence() * weight(utterance);
      weights += weight(utterance);
    }
    return weights == 0 ? 0 : sum / weights;
  }

  /** At least one, so that an utterance without an extent counts for something. */
  private static long weight(Utterance utterance) {
    return Math.max(1, utterance.end().minus(utterance.start()).toMillis());
  }

  private static double rounded(double confidence) {
    return BigDecimal.valueOf(confidence).setScale(3, RoundingMode.HALF_UP).doubleValue();
  }
}
