package ai.bizcrush.extapi.provider.soniox;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What goes over the wire, as far as it is used. Times are milliseconds. */
final class Messages {

  private Messages() {}

  /** A stored file, or a job in a list. */
  record Stored(@Nullable String id, @Nullable String clientReferenceId) {}

  /** A page of a list, of one kind or the other. */
  record Listed(
      @Nullable List<Stored> files,
      @Nullable List<Stored> transcriptions,
      @Nullable String nextPageCursor) {

    List<Stored> all() {
      if (files != null) {
        return files;
      }
      return transcriptions == null ? List.of() : transcriptions;
    }
  }

  /** Asks for a job. */
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  record NewJob(
      String model,
      String fileId,
      List<String> languageHints,
      boolean enableSpeakerDiarization,
      boolean enableLanguageIdentification,
      @Nullable Context context,
      String clientReferenceId) {}

  record Context(List<String> terms) {}

  /**
   * A job.
   *
   * @param status {@code queued}, {@code processing}, {@code completed} or {@code error}
   * @param errorType why, with {@code error}
   */
  record Job(@Nullable String id, @Nullable String status, @Nullable String errorType) {}

  /** A result. */
  record Tokens(@Nullable List<Token> tokens) {}

  /**
   * A piece of a word, with the space before it.
   *
   * @param translationStatus {@code translation} where it is nobody's word
   */
  record Token(
      @Nullable String text,
      @Nullable Double startMs,
      @Nullable Double endMs,
      @Nullable Double confidence,
      @Nullable String speaker,
      @Nullable String language,
      @Nullable Boolean isAudioEvent,
      @Nullable String translationStatus) {}

  /** The body of a failure. */
  record Failure(@Nullable String errorType) {}
}
