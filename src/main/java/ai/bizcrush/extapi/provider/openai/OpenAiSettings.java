package ai.bizcrush.extapi.provider.openai;

import ai.bizcrush.extapi.engine.LanguageHints;
import ai.bizcrush.extapi.provider.openai.live.RealtimeSettings;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.time.Duration;
import java.util.Set;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * An entry of {@code extapi.providers} of the type {@code openai}.
 *
 * @param baseUrl without the path
 * @param path of transcriptions; {@code /inference} for whisper.cpp
 * @param apiKey left out for servers that ask for none
 * @param dialect what the model takes and answers; derived from its name where not set
 * @param wordTimes whether to ask for the times of words, which not every server can tell
 * @param compress whether what is too large for one upload goes as Ogg Opus; else it is split
 * @param maxUpload the largest file that the server takes
 * @param maxDuration the longest recording of one call; derived from the model and the upload where
 *     not set
 * @param languages what the model recognises; everything that the service knows where empty
 * @param live what only live audio needs
 */
record OpenAiSettings(
    @Pattern(regexp = "https?://[^\\s?#]+", message = "must be an http(s) URL")
        @DefaultValue("https://api.openai.com")
        String baseUrl,
    @Pattern(regexp = "/[^\\s?#]*", message = "must begin with /")
        @DefaultValue("/v1/audio/transcriptions")
        String path,
    @Pattern(regexp = "[!-~]*", message = "must be printable ASCII without spaces")
        @DefaultValue("")
        String apiKey,
    @NotBlank @DefaultValue("whisper-1") String model,
    @Nullable Dialect dialect,
    @DefaultValue("false") boolean wordTimes,
    @DefaultValue("true") boolean compress,
    @NotNull @DefaultValue("25MB") DataSize maxUpload,
    @DurationMin(seconds = 10) @Nullable Duration maxDuration,
    @DefaultValue Set<String> languages,
    @Valid @DefaultValue RealtimeSettings live) {

  Dialect spoken() {
    return dialect == null ? Dialect.of(model) : dialect;
  }

  Set<String> recognized() {
    return languages.isEmpty() ? LanguageHints.SUPPORTED : languages;
  }

  /** Without the key. */
  @Override
  public String toString() {
    return "OpenAiSettings[" + model + "]";
  }
}
