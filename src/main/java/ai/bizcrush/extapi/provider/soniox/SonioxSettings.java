package ai.bizcrush.extapi.provider.soniox;

import ai.bizcrush.extapi.provider.soniox.live.LiveSettings;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * An entry of {@code extapi.providers} of the type {@code soniox}.
 *
 * @param baseUrl without the path; regions have their own
 * @param maxDuration the longest recording of one call: Soniox takes five hours, but their tokens
 *     are more than the 16 MB that are read of an answer
 * @param pollInterval the first pause between two looks at a job; later ones are longer
 * @param longestPollInterval what they grow to
 * @param live what live audio needs beside the key
 */
record SonioxSettings(
    @Pattern(regexp = "https?://[^\\s?#]+", message = "must be an http(s) URL")
        @DefaultValue("https://api.soniox.com")
        String baseUrl,
    @NotBlank @Pattern(regexp = "[!-~]*", message = "must be printable ASCII without spaces")
        String apiKey,
    @NotBlank @DefaultValue("stt-async-v5") String model,
    @DurationMin(seconds = 10) @DefaultValue("3h") Duration maxDuration,
    @DurationMin(millis = 1) @DefaultValue("1s") Duration pollInterval,
    @DurationMin(millis = 1) @DefaultValue("10s") Duration longestPollInterval,
    @Valid @DefaultValue LiveSettings live) {

  /** Without the key. */
  @Override
  public String toString() {
    return "SonioxSettings[" + model + "]";
  }
}
