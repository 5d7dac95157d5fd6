package ai.bizcrush.extapi.transcription.live.wire;

import ai.bizcrush.extapi.engine.LanguageHints;
import ai.bizcrush.extapi.proto.SttStreamConfig;
import ai.bizcrush.extapi.transcription.SessionIds;
import ai.bizcrush.extapi.web.CommaSeparated;
import jakarta.validation.constraints.Pattern;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The first frame of a stream, JSON or protobuf. What is absent is null.
 *
 * @param encoding {@code pcm16} or {@code opus}, in any case
 * @param sessionId the client's name for the stream
 * @param languageHints what is likely spoken; empty asks for detection
 * @param languageHint the same, under the name that older clients use
 * @param features what the client opts in to; unknown names are ignored
 * @param resumeToken of the recording that is to be continued
 */
record StreamRequest(
    @Nullable String encoding,
    @Nullable @Pattern(regexp = SessionIds.PATTERN) String sessionId,
    @CommaSeparated @Nullable List<String> languageHints,
    @CommaSeparated @Nullable List<String> languageHint,
    @Nullable Boolean reduceNoise,
    @Nullable Boolean enableDiarization,
    @CommaSeparated @Nullable List<String> features,
    @Nullable @Pattern(regexp = TOKEN) String resumeToken) {

  private static final String TOKEN = "[!-~]{1,1024}";

  /** In protobuf an empty string or list is an absent one. */
  static StreamRequest of(SttStreamConfig config) {
    return new StreamRequest(
        text(config.getEncoding()),
        text(config.getSessionId()),
        list(config.getLanguageHintsList()),
        null,
        config.hasReduceNoise() ? config.getReduceNoise() : null,
        config.hasEnableDiarization() ? config.getEnableDiarization() : null,
        list(config.getFeaturesList()),
        text(config.getResumeToken()));
  }

  @Nullable LanguageHints languages() {
    List<String> hints = languageHints != null ? languageHints : languageHint;
    return hints == null ? null : LanguageHints.of(hints);
  }

  private static @Nullable String text(String value) {
    return value.isEmpty() ? null : value;
  }

  private static @Nullable List<String> list(List<String> values) {
    return values.isEmpty() ? null : StreamQuery.split(values);
  }
}
