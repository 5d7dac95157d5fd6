package ai.bizcrush.extapi.engine;

import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a live engine can do, as data.
 *
 * @param languages base languages (ISO 639) that it recognises
 * @param detectsLanguage whether it finds out the language by itself
 * @param diarization whether it tells speakers apart
 * @param keywords whether it takes words to expect
 * @param wordTimes whether its final words carry times of their own
 * @param progress whether it tells how far it has heard, so that its silence can be told from the
 *     speaker's; it then says {@link LiveListener#progress} in silence too
 * @param minimumFrame the caller joins audio to frames of at least this length; zero takes any
 * @param pace how fast a replay may be sent: 1 is real time, 2 twice as fast
 * @param maxSession after which the engine ends a session by itself, null when never
 */
public record LiveCapabilities(
    Set<String> languages,
    boolean detectsLanguage,
    boolean diarization,
    boolean keywords,
    boolean wordTimes,
    boolean progress,
    Duration minimumFrame,
    double pace,
    @Nullable Duration maxSession)
    implements LanguageSkills {

  public LiveCapabilities {
    languages = Set.copyOf(languages);
  }
}
