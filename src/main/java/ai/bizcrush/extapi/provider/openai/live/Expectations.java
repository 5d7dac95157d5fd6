package ai.bizcrush.extapi.provider.openai.live;

import java.util.Locale;

/** How a model is told what to expect: it refuses the fields of others. */
enum Expectations {
  /**
   * {@code languages} and {@code keywords}: {@code gpt-live-transcribe}, {@code gpt-transcribe}.
   */
  LISTS,

  /** {@code language} and a {@code prompt}: Whisper, {@code gpt-4o-transcribe}, other servers. */
  PROMPT,

  /** {@code language} alone: {@code gpt-realtime-whisper}, models that tell speakers apart. */
  LANGUAGE;

  /** What a model of this name takes. */
  static Expectations of(String model) {
    String name = model.toLowerCase(Locale.ROOT);
    if (name.contains("gpt-live-transcribe") || name.contains("gpt-transcribe")) {
      return LISTS;
    }
    return name.contains("gpt-realtime") || name.contains("diarize") ? LANGUAGE : PROMPT;
  }
}
