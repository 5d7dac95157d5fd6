package ai.bizcrush.extapi.transcripts.utterances;

import ai.bizcrush.extapi.meetings.MeetingAccess;
import ai.bizcrush.extapi.shared.ApiException;
import ai.bizcrush.extapi.shared.Caller;
import ai.bizcrush.extapi.shared.Cursor;
import ai.bizcrush.extapi.shared.PageSize;
import ai.bizcrush.extapi.shared.Ulids;
import ai.bizcrush.extapi.web.Reply;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
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
   * @param meetingId which meeting
   * @param lastUpdatedAt what changed after this time (RFC 3339, without an offset it is UTC):
   *     {@code 1970-01-01T00:00:00Z} for the first page, then {@code next_cursor} of the page
   *     before, verbatim
   * @param messageId of this recording alone; absent = of all
   * @param limit how many at most: absent or 0 = 100, more than 1000 = 1000; very long texts make a
   *     page shorter
   */
  record Page(
      @NotBlank String meetingId,
      @NotBlank String lastUpdatedAt,
      @Nullable String messageId,
      @Nullable BigInteger limit) {}

  /**
   * Of {@code update-transcript-utterance}.
   *
   * @param id which utterance of that meeting
   * @param meetingId which meeting
   * @param transcript what was said, kept verbatim
   */
  record Correction(
      @NotBlank String id,
      @NotBlank String meetingId,
      @NotBlank @Size(max = LONGEST_TEXT) String transcript) {}

  /**
   * Of {@code get-meeting-transcripts}.
   *
   * @param meetingId which meeting
   * @param forceRefresh read from the database, whatever is kept
   */
  record Whole(@NotBlank String meetingId, @Nullable Boolean forceRefresh) {}

  /**
   * A page of chunks, the last changed last.
   *
   * @param nextCursor always there: what was sent, if there are no rows
   */
  record ChunksReply(List<LiveTranscriptionChunk> chunks, boolean hasMore, String nextCursor) {}

  /**
   * A page of utterances, the last changed last.
   *
   * @param nextCursor always there: what was sent, if there are no rows
   */
  record UtterancesReply(
      List<TranscriptUtterance> utterances, boolean hasMore, String nextCursor) {}

  /** The utterance as it reads now. */
  record UtteranceReply(TranscriptUtterance utterance) {}

  /** All utterances of the meeting, in the order in which they were spoken. */
  record TranscriptsReply(List<TranscriptUtterance> transcripts) {}

  /**
   * Follows what is being said: the chunks of a meeting's live recordings, the last changed last,
   * each with its latest text. A chunk reappears when it changes, until it is final. To follow on,
   * pass {@code next_cursor} back, also when there was nothing new.
   *
   * @throws ApiException 400: {@code last_updated_at} is no time, or {@code limit} is negative;
   *     404: there is no such meeting, or the caller takes no part
   */
  @PostMapping("/get-live-transcription-chunks")
  @Reply(ChunksReply.class)
  ResponseEntity<byte[]> chunks(@RequestBody Page request, Caller caller) {
    return page(Rows.CHUNKS, request, caller);
  }

  /**
   * Lists what was said in a meeting, live or in files, the last changed last. An utterance
   * reappears when it is corrected. To follow on, pass {@code next_cursor} back, also when there
   * was nothing new.
   *
   * @throws ApiException 400: {@code last_updated_at} is no time, or {@code limit} is negative;
   *     404: there is no such meeting, or the caller takes no part
   */
  @PostMapping("/get-transcript-utterances")
  @Reply(UtterancesReply.class)
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
                messageId == null ? null : Ulids.parse(messageId).orElse(messageId),
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

  /**
   * Corrects the text of an utterance, as any participant may. What was recognised stays beside it.
   *
   * @throws ApiException 400: the text is longer than 50,000 characters; 404: there is no such
   *     meeting or utterance, or the caller takes no part
   */
  @PostMapping("/update-transcript-utterance")
  @Reply(UtteranceReply.class)
  ResponseEntity<byte[]> correct(@RequestBody Correction request, Caller caller) {
    var meeting = access.open(caller, request.meetingId());
    return json(corrections.correct(meeting, request.id(), request.transcript()));
  }

  /**
   * The whole transcript of a meeting: all its utterances, corrected, in the order in which they
   * were spoken. One of more than some 32 MB is refused as too large ({@code PAYLOAD_TOO_LARGE}):
   * that is read in pages, by {@code get-transcript-utterances}.
   *
   * @throws ApiException 404: there is no such meeting, or the caller takes no part
   */
  @PostMapping("/get-meeting-transcripts")
  @Reply(TranscriptsReply.class)
  ResponseEntity<byte[]> whole(@RequestBody Whole request, Caller caller) {
    var meeting = access.open(caller, request.meetingId());
    boolean anew = Boolean.TRUE.equals(request.forceRefresh());
    return json(anew ? whole.refresh(meeting) : whole.read(meeting));
  }

  private static ResponseEntity<byte[]> json(byte[] reply) {
    return ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(reply);
  }
}
