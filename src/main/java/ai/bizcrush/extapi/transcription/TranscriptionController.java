package ai.bizcrush.extapi.transcription;

import ai.bizcrush.extapi.shared.ApiException;
import ai.bizcrush.extapi.shared.Caller;
import ai.bizcrush.extapi.shared.Ulids;
import ai.bizcrush.extapi.web.Reply;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Speech to text for files. */
@RestController
@RequestMapping("/v1/stt")
class TranscriptionController {

  private final FileTranscription transcription;

  TranscriptionController(FileTranscription transcription) {
    this.transcription = transcription;
  }

  /**
   * The work is under way.
   *
   * @param status {@code running}
   */
  record Pending(String sessionId, String status) {
    static Pending of(String sessionId) {
      return new Pending(sessionId, "running");
    }
  }

  /**
   * Of {@code stt/result}.
   *
   * @param sessionId what the work was named, or was told to be
   */
  record ResultRequest(@NotBlank @Pattern(regexp = SessionIds.PATTERN) String sessionId) {}

  /**
   * Transcribes a file: one that is fetched from {@code audio_url}, or the body itself. It may take
   * minutes. With a {@code session_id} of the client's, or {@code Prefer: respond-async}, the work
   * outlives the request: whoever sends the same again joins it or gets its result, for a day. A
   * {@code session_id} that is a meeting of the caller's stores what was said there, too.
   *
   * @param prefer {@code respond-async} asks for an answer at once, and for the result later
   * @param cacheControl {@code no-cache} passes over results and work that are there already
   * @throws ApiException 400: there is no audio, it cannot be fetched, or it is none; 413: it is
   *     too large or too long; 415: the body is of a type that is not read; 500: the engine failed
   */
  @Reply(TranscriptionReply.class)
  @Reply(status = 202, value = Pending.class)
  @PostMapping
  ResponseEntity<Object> transcribe(
      @RequestBody TranscriptionRequest request,
      Caller caller,
      @RequestHeader(name = "Prefer", required = false) @Nullable List<String> prefer,
      @RequestHeader(name = HttpHeaders.CACHE_CONTROL, required = false)
          @Nullable List<String> cacheControl)
      throws InterruptedException {
    var source = AudioSource.of(request.file(), request.audioUrl());
    var options = request.options();
    boolean async = says(prefer, "respond-async");
    String named = request.sessionId();
    if (named == null && !async) {
      return ResponseEntity.ok(transcription.transcribe(caller, source, options));
    }
    String sessionId = named == null ? Ulids.next() : named;
    boolean anew = says(cacheControl, "no-cache");
    String work = transcription.submit(caller, sessionId, source, options, anew);
    if (async) {
      return ResponseEntity.accepted()
          .header("Preference-Applied", "respond-async")
          .body(Pending.of(sessionId));
    }
    return ResponseEntity.ok(transcription.await(caller, work));
  }

  /**
   * Collects the newest result of a session. If that failed, the reply is the failure.
   *
   * @throws ApiException 404: the session is not known, its result was dropped after a day, or it
   *     was a meeting that is deleted
   */
  @Reply(TranscriptionReply.class)
  @Reply(status = 202, value = Pending.class)
  @PostMapping("/result")
  ResponseEntity<Object> result(@RequestBody ResultRequest request, Caller caller) {
    return switch (transcription.result(caller.user(), request.sessionId())) {
      case Outcome.Done(var reply) -> ResponseEntity.ok(reply);
      case Outcome.Failed(var failure) -> throw failure;
      case Outcome.Running() -> ResponseEntity.accepted().body(Pending.of(request.sessionId()));
    };
  }

  private static boolean says(@Nullable List<String> header, String directive) {
    return header != null
        && header.stream()
            .flatMap(value -> Arrays.stream(value.split("[,;]")))
            .anyMatch(value -> value.strip().equalsIgnoreCase(directive));
  }
}
