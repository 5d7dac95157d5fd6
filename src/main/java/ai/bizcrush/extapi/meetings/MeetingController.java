package ai.bizcrush.extapi.meetings;

import ai.bizcrush.extapi.idempotency.Idempotency;
import ai.bizcrush.extapi.idempotency.NamedRequest;
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

  private final Meetings meetings;
  private final MeetingEndings endings;
  private final MeetingRows rows;
  private final Idempotency idempotency;

  MeetingController(
      Meetings meetings, MeetingEndings endings, MeetingRows rows, Idempotency idempotency) {
    this.meetings = meetings;
    this.endings = endings;
    this.rows = rows;
    this.idempotency = idempotency;
  }

  /**
   * Of {@code create-meeting}.
   *
   * @param participantIds user ids and {@code em:} addresses, beside the caller
   */
  record NewMeeting(
      @CommaSeparated @Nullable List<String> participantIds, @Nullable String title) {}

  /** Of requests that name a meeting and nothing else. */
  record OneMeeting(@NotBlank String meetingId) {}

  /** Of {@code get-meetings}. */
  record Page(@Nullable Cursor lastUpdatedAt, @Nullable BigInteger limit) {}

  record MeetingReply(Meeting meeting) {}

  /**
   * Newest first.
   *
   * @param nextCursor null at the end
   */
  record MeetingsReply(List<Meeting> meetings, boolean hasMore, @Nullable Instant nextCursor) {}

  record Done(boolean success) {}

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

  @PostMapping("/delete-meeting")
  Done delete(@RequestBody OneMeeting request, Caller caller) {
    meetings.delete(caller.user(), MeetingId.parse(request.meetingId()));
    return new Done(true);
  }

  @PostMapping("/end-meeting")
  MeetingReply end(@RequestBody OneMeeting request, Caller caller) {
    return new MeetingReply(endings.end(caller.user(), MeetingId.parse(request.meetingId())));
  }

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
