package ai.bizcrush.extapi.transcription;

import ai.bizcrush.extapi.engine.LanguageHints;
import ai.bizcrush.extapi.web.CommaSeparated;
import ai.bizcrush.extapi.web.Upload;
import com.fasterxml.jackson.annotation.JacksonInject;
import com.fasterxml.jackson.annotation.OptBoolean;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Pattern;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which audio is transcribed, and how.
 *
 * @param audioUrl where the audio is, if it is not sent: {@code http} or {@code https}, a public
 *     address
 * @param sessionId the client's name for the work, which then outlives the request: 1 to 256
 *     characters, without controls
 * @param enableDiarization whether speakers are told apart; absent = true
 * @param languageHints what is likely spoken, at most three languages; absent = detection
 * @param languageHint the same, under the name that older clients use
 * @param file the audio, when the body or a form carried it
 */
record TranscriptionRequest(
    @Nullable String audioUrl,
    @Nullable @Pattern(regexp = SessionIds.PATTERN) String sessionId,
    @Nullable Boolean enableDiarization,
    @CommaSeparated @Nullable List<String> languageHints,
    @CommaSeparated @Nullable List<String> languageHint,
    @JacksonInject(useInput = OptBoolean.FALSE, optional = OptBoolean.TRUE) @Nullable Upload file) {

  @AssertTrue(message = "Missing audio_url")
  boolean isAudioGiven() {
    return file != null || (audioUrl != null && !audioUrl.isBlank());
  }

  Options options() {
    var hints = languageHints != null ? languageHints : languageHint;
    return new Options(
        enableDiarization == null || enableDiarization,
        hints == null ? LanguageHints.AUTOMATIC : LanguageHints.of(hints));
  }
}
