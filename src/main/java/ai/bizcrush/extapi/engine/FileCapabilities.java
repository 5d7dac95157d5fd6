package ai.bizcrush.extapi.engine;

import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a file engine can do, as data. A recording longer than {@code maxDuration} is split at
 * pauses before the engine sees it.
 *
 * @param languages base languages (ISO 639) that it recognises
 * @param detectsLanguage whether it finds out the language by itself
 * @param diarization whether it tells speakers apart
 * @param keywords whether it takes words to expect
 * @param maxDuration the longest recording of one call, null when there is no limit
 */
public record FileCapabilities(
    Set<String> languages,
    boolean detectsLanguage,
    boolean diarization,
    boolean keywords,
    @Nullable Duration maxDuration)
    implements LanguageSkills {

  public FileCapabilities {
    languages = Set.copyOf(languages);
    if (maxDuration != null && !maxDuration.isPositive()) {
      throw new IllegalArgumentException("an engine that takes no audio");
    }
  }
}
