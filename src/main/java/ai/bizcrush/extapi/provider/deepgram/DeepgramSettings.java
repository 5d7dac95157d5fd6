package ai.bizcrush.extapi.provider.deepgram;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * An entry of {@code extapi.providers} of the type {@code deepgram}.
 *
 * @param baseUrl without the path; regions have their own
 * @param multilingual whether several languages may be mixed in a recording: {@code
 *     language=multi}, which not every model knows; else the one that dominates is detected (live
 *     audio without exactly one expected language is always {@code multi})
 * @param endpointing how long a pause ends an utterance of live audio
 * @param utteranceEnd how long a gap between words ends it where background noise hides the pause
 * @param maxDuration the longest recording of one call: an answer has up to 1500 bytes a second
 */
record DeepgramSettings(
    @Pattern(regexp = "https?://[^\\s?#]+", message = "must be an http(s) URL")
        @DefaultValue("https://api.deepgram.com")
        String baseUrl,
    @NotBlank @Pattern(regexp = "[!-~]*", message = "must be printable ASCII without spaces")
        String apiKey,
    @NotBlank @DefaultValue("nova-3") String model,
    @DefaultValue("false") boolean multilingual,
    @DurationMin(millis = 10) @DurationMax(seconds = 5) @DefaultValue("300ms") Duration endpointing,
    @DurationMin(seconds = 1) @DurationMax(seconds = 5) @DefaultValue("1s") Duration utteranceEnd,
    @DurationMin(seconds = 10) @DefaultValue("3h") Duration maxDuration) {

  /** The header of that name. */
  String authorization() {
    return "Token " + apiKey;
  }

  /** Without the key. */
  @Override
  public String toString() {
    return "DeepgramSettings[" + model + "]";
  }
}
