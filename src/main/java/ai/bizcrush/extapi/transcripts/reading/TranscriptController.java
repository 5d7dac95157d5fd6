package ai.bizcrush.extapi.transcripts.reading;

import ai.bizcrush.extapi.meetings.MeetingAccess;
import ai.bizcrush.extapi.shared.ApiException;
import ai.bizcrush.extapi.shared.Caller;
import ai.bizcrush.extapi.shared.Cursor;
import ai.bizcrush.extapi.shared.PageSize;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The live chunks and the utterances of a meeting, for its participants. */
@RestController
@RequestMapping("/v1")
class TranscriptController {

  private static final int STANDARD_PAGE = 100;
  private static final int LARGEST_PAGE = 1000;
  private static final int LONGEST_TEXT = 50_000;

  private final MeetingAccess access;
  private final Transcripts transcripts;
  private final WholeTranscripts whole;
  private final Corrections corrections;

  TranscriptController(
      MeetingAccess access,
      Transcripts transcripts,
      WholeTranscripts whole,
      Corrections corrections) {
    this.access = access;
    this.transcripts = transcripts;
    this.whole = whole;
    this.corrections = corrections;
  }

  /**
   * Of {@code get-live-transcription-chunks} and {@code get-transcript-utterances}.
   *
   * @param messageId of the one recording that is wanted
   */
  record Page(
      @NotBlank String meetingId,
      @NotBlank String lastUpdatedAt,
      @Nullable String messageId,
      @Nullable BigInteger limit) {}

  /** Of {@code update-transcript-utterance}. */
  record Correction(
      @NotBlank String id,
      @NotBlank String meetingId,
      @NotBlank @Size(max = LONGEST_TEXT) String transcript) {}

  /** Of {@code get-meeting-transcripts}. */
  record Whole(@NotBlank String meetingId, @Nullable Boolean forceRefresh) {}

  /** Oldest first; a chunk reappears when it changes. */
  @PostMapping("/get-live-transcription-chunks")
  ResponseEntity<byte[]> chunks(@RequestBody Page request, Caller caller) {
    return page(Rows.CHUNKS, request, caller);
  }

  /** Oldest first; an utterance reappears when it is corrected. */
  @PostMapping("/get-transcript-utterances")
  ResponseEntity<byte[]> utterances(@RequestBody Page request, Caller caller) {
    return page(Rows.UTTERANCES, request, caller);
  }

  private ResponseEntity<byte[]> page(Rows rows, Page request, Caller caller) {
    int size = PageSize.of(request.limit(), STANDARD_PAGE, LARGEST_PAGE);
    Instant after = time(request.lastUpdatedAt());
    var meeting = access.open(caller, request.meetingId());
    String messageId = request.messageId();
    return json(
        transcripts.page(
            rows,
            new Part(
                meeting,
                messageId == null ? null : messageId.toUpperCase(Locale.ROOT),
                request.lastUpdatedAt(),
                after,
                size)));
  }

  private static Instant time(String cursor) {
    try {
      return Cursor.parse(cursor).after();
    } catch (DateTimeException e) {
      throw ApiException.invalid("Invalid last_updated_at");
    }
  }

  @PostMapping("/update-transcript-utterance")
  ResponseEntity<byte[]> correct(@RequestBody Correction request, Caller caller) {
    var meeting = access.open(caller, request.meetingId());
    return json(corrections.correct(meeting, request.id(), request.transcript()));
  }

  @PostMapping("/get-meeting-transcripts")
  ResponseEntity<byte[]> whole(@RequestBody Whole request, Caller caller) {
    var meeting = access.open(caller, request.meetingId());
    boolean anew = Boolean.TRUE.equals(request.forceRefresh());
    return json(anew ? whole.refresh(meeting) : whole.read(meeting));
  }

  private static ResponseEntity<byte[]> json(byte[] reply) {
    return ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(reply);
  }
}
