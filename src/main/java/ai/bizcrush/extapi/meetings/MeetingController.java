package ai.bizcrush.extapi.meetings;

import ai.bizcrush.extapi.idempotency.Idempotency;
import ai.bizcrush.extapi.idempotency.NamedRequest;
import ai.bizcrush.extapi.shared.ApiException;
import ai.bizcrush.extapi.shared.Caller;
import ai.bizcrush.extapi.shared.Cursor;
import ai.bizcrush.extapi.shared.PageSize;
import ai.bizcrush.extapi.web.CommaSeparated;
import jakarta.validation.constraints.NotBlank;
import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Meetings as such. */
@RestController
@RequestMapping("/v1")
class MeetingController {

  private static final String CREATE = "create-meeting";
  private static final int PAGE = 50;

  private final MeetingAccess access;
  private final Meetings meetings;
  private final MeetingEndings endings;
  private final MeetingRows rows;
  private final Idempotency idempotency;

  MeetingController(
      MeetingAccess access,
      Meetings meetings,
      MeetingEndings endings,
      MeetingRows rows,
      Idempotency idempotency) {
    this.access = access;
    this.meetings = meetings;
    this.endings = endings;
    this.rows = rows;
    this.idempotency = idempotency;
  }

  /**
   * Of {@code create-meeting}.
   *
   * @param participantIds who takes part beside the caller: user ids, or {@code em:} and an address
   * @param title what it is called: at most 500 characters, absent = {@code ""}
   */
  record NewMeeting(
      @CommaSeparated @Nullable List<String> participantIds, @Nullable String title) {}

  /**
   * Of requests that name a meeting and nothing else.
   *
   * @param meetingId which meeting
   */
  record OneMeeting(@NotBlank String meetingId) {}

  /**
   * Of {@code get-meetings}.
   *
   * @param lastUpdatedAt meetings that changed before this time: {@code next_cursor} of the page
   *     before, verbatim; absent = from the newest
   * @param limit how many at most: 50 is both the standard and the most
   */
  record Page(@Nullable Cursor lastUpdatedAt, @Nullable BigInteger limit) {}

  /** The meeting as it is now. */
  record MeetingReply(Meeting meeting) {}

  /**
   * A page of meetings, the last changed first.
   *
   * @param nextCursor null at the end
   */
  record MeetingsReply(List<Meeting> meetings, boolean hasMore, @Nullable Instant nextCursor) {}

  /**
   * Creates a meeting. It is live from now on, the caller is its host and first participant, and
   * its languages are those of the caller's settings.
   *
   * @param key names the request, so that it can be sent again and has its effect once: 1 to 255
   *     printable ASCII characters, remembered for a day
   * @throws ApiException 400: an entry of {@code participant_ids} names nobody, they are too many,
   *     or the title is too long; 409: the {@code Idempotency-Key} was used for another request, or
   *     what that one made is gone
   */
  @PostMapping("/" + CREATE)
  MeetingReply create(
      @RequestBody NewMeeting request,
      Caller caller,
      @RequestHeader(name = NamedRequest.HEADER, required = false) @Nullable String key) {
    var named = NamedRequest.of(caller.user(), CREATE, key, request);
    var ids = request.participantIds();
    var others = ListedId.parse("participant_ids", ids == null ? List.of() : ids);
    String title = Title.of(request.title());
    return idempotency.once(
        named,
        MeetingReply.class,
        reply -> reply.meeting().id(),
        () -> new MeetingReply(meetings.create(caller.user(), title, others)));
  }

  /**
   * Deletes a meeting with its messages and transcripts.
   *
   * @throws ApiException 403: the caller is not its host; 404: there is none, or the caller takes
   *     no part
   */
  @PostMapping("/delete-meeting")
  Done delete(@RequestBody OneMeeting request, Caller caller) {
    meetings.delete(caller.user(), access.open(caller, request.meetingId()));
    return Done.DONE;
  }

  /**
   * Ends a meeting, once. Later streams are stored all the same. A meeting that nobody ends does so
   * by itself, some time after its last stream.
   *
   * @throws ApiException 403: the caller is neither its host nor a co-host; 404: there is none, or
   *     the caller takes no part
   */
  @PostMapping("/end-meeting")
  MeetingReply end(@RequestBody OneMeeting request, Caller caller) {
    var meeting = access.open(caller, request.meetingId());
    return new MeetingReply(endings.end(caller.user(), meeting));
  }

  /**
   * Lists the caller's meetings, the last changed first. A meeting that does not change meanwhile
   * appears on exactly one page.
   *
   * @throws ApiException 400: {@code last_updated_at} is no time, or {@code limit} is negative
   */
  @PostMapping("/get-meetings")
  MeetingsReply list(@RequestBody Page request, Caller caller) {
    int size = PageSize.of(request.limit(), PAGE, PAGE);
    var cursor = request.lastUpdatedAt();
    var found = rows.page(caller.user(), cursor == null ? null : cursor.before(), size + 1);
    boolean more = found.size() > size;
    var page = more ? found.subList(0, size) : found;
    return new MeetingsReply(page, more, more ? page.getLast().updatedAt() : null);
  }
}
