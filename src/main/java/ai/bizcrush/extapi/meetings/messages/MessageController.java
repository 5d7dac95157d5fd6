package ai.bizcrush.extapi.meetings.messages;

import ai.bizcrush.extapi.idempotency.Idempotency;
import ai.bizcrush.extapi.idempotency.NamedRequest;
import ai.bizcrush.extapi.meetings.Done;
import ai.bizcrush.extapi.meetings.MeetingAccess;
import ai.bizcrush.extapi.shared.ApiException;
import ai.bizcrush.extapi.shared.Caller;
import ai.bizcrush.extapi.shared.Cursor;
import ai.bizcrush.extapi.shared.PageSize;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The messages of a meeting. */
@RestController
@RequestMapping("/v1")
class MessageController {

  private static final String SEND = "send-meeting-message";
  private static final int STANDARD_PAGE = 50;
  private static final int LARGEST_PAGE = 100;

  private final MeetingAccess access;
  private final Messages messages;
  private final Idempotency idempotency;

  MessageController(MeetingAccess access, Messages messages, Idempotency idempotency) {
    this.access = access;
    this.messages = messages;
    this.idempotency = idempotency;
  }

  /** A page of the longest texts is still a reply that fits into memory many times. */
  private static final int LONGEST_TEXT = 50_000;

  /**
   * A message that is to be sent.
   *
   * @param meetingId which meeting
   * @param text kept verbatim
   */
  record NewMessage(@NotBlank String meetingId, @NotBlank @Size(max = LONGEST_TEXT) String text) {}

  /**
   * Of {@code send-meeting-message}.
   *
   * @param meetingMessage what is said, and where
   */
  record Sending(@NotNull @Valid NewMessage meetingMessage) {}

  /**
   * Of {@code delete-meeting-message}.
   *
   * @param meetingId which meeting
   * @param messageId which message of that meeting
   */
  record OneMessage(@NotBlank String meetingId, @NotBlank String messageId) {}

  /**
   * Of {@code get-meeting-messages}.
   *
   * @param meetingId which meeting
   * @param lastUpdatedAt messages that changed before this time: {@code next_cursor} of the page
   *     before, verbatim; absent = from the newest
   * @param limit how many at most: absent or 0 = 50, more than 100 = 100
   */
  record Page(
      @NotBlank String meetingId, @Nullable Cursor lastUpdatedAt, @Nullable BigInteger limit) {}

  /** The message as it was stored. */
  record MessageReply(Message meetingMessage) {}

  /**
   * A page of messages, the last changed first.
   *
   * @param nextCursor null at the end
   */
  record MessagesReply(
      List<Message> meetingMessages, boolean hasMore, @Nullable Instant nextCursor) {}

  /**
   * Sends a message to a meeting.
   *
   * @param key names the request, so that it can be sent again and has its effect once: 1 to 255
   *     printable ASCII characters, remembered for a day
   * @throws ApiException 400: the text is longer than 50,000 characters; 404: there is no such
   *     meeting, or the caller takes no part; 409: the {@code Idempotency-Key} was used for another
   *     request, or what that one made is gone
   */
  @PostMapping("/" + SEND)
  MessageReply send(
      @RequestBody Sending request,
      Caller caller,
      @RequestHeader(name = NamedRequest.HEADER, required = false) @Nullable String key) {
    var named = NamedRequest.of(caller.user(), SEND, key, request);
    var author = access.enter(caller, request.meetingMessage().meetingId());
    String text = request.meetingMessage().text();
    return idempotency.once(
        named,
        MessageReply.class,
        reply -> reply.meetingMessage().id(),
        () -> new MessageReply(messages.send(author, text)));
  }

  /**
   * Deletes a message.
   *
   * @throws ApiException 403: the caller is neither its author nor the meeting's host; 404: there
   *     is no such meeting or message, or the caller takes no part
   */
  @PostMapping("/delete-meeting-message")
  Done delete(@RequestBody OneMessage request, Caller caller) {
    messages.delete(access.enter(caller, request.meetingId()), request.messageId());
    return Done.DONE;
  }

  /**
   * Lists a meeting's messages, the last changed first. A message that does not change meanwhile
   * appears on exactly one page.
   *
   * @throws ApiException 400: {@code last_updated_at} is no time, or {@code limit} is negative;
   *     404: there is no such meeting, or the caller takes no part
   */
  @PostMapping("/get-meeting-messages")
  MessagesReply list(@RequestBody Page request, Caller caller) {
    int size = PageSize.of(request.limit(), STANDARD_PAGE, LARGEST_PAGE);
    var meeting = access.open(caller, request.meetingId());
    var cursor = request.lastUpdatedAt();
    var found = messages.page(meeting, cursor == null ? null : cursor.before(), size + 1);
    boolean more = found.size() > size;
    var page = more ? found.subList(0, size) : found;
    return new MessagesReply(page, more, more ? page.getLast().updatedAt() : null);
  }
}
