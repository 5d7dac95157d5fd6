package ai.bizcrush.extapi.provider.openai;

import java.time.Duration;
import java.util.Locale;

/**
 * The groups of models that share one endpoint and little else: each takes other fields, refuses
 * the others', and answers in a shape of its own.
 */
enum Dialect {
  /** {@code whisper-1} and its relatives on other servers: segments with times. */
  WHISPER("verbose_json", true, false, Duration.ofHours(3)),

  /** {@code gpt-4o-transcribe}, {@code -mini-}: text alone, so that short pieces give the times. */
  TEXT("json", true, false, Duration.ofSeconds(30)),

  /** {@code gpt-transcribe}: text alone, several languages, a list of keywords. */
  HINTED("json", true, false, Duration.ofSeconds(30)),

  /**
   * {@code gpt-4o-transcribe-diarize}: segments with speakers, and 1400 seconds at most, by a clock
   * that counts a little more than ours.
   */
  DIARIZING("diarized_json", false, true, Duration.ofSeconds(1390));

  private final String responseFormat;
  private final boolean keywords;
  private final boolean diarization;
  private final Duration longest;

  Dialect(String responseFormat, boolean keywords, boolean diarization, Duration longest) {
    this.responseFormat = responseFormat;
    this.keywords = keywords;
    this.diarization = diarization;
    this.longest = longest;
  }

  /** What a model of this name speaks, which may have a date or an owner around it. */
  static Dialect of(String model) {
    String name = model.toLowerCase(Locale.ROOT);
    if (name.contains("transcribe-diarize")) {
      return DIARIZING;
    }
    if (name.contains("gpt-transcribe")) {
      return HINTED;
    }
    return name.contains("gpt-") ? TEXT : WHISPER;
  }

  String responseFormat() {
    return responseFormat;
  }

  boolean keywords() {
    return keywords;
  }

  boolean diarization() {
    return diarization;
  }

  /** The longest recording of one call: what the answer's 16 MB, or the model, allow. */
  Duration longest() {
    return longest;
  }
}
