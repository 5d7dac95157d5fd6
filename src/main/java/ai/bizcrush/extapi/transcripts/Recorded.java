package ai.bizcrush.extapi.transcripts;

import ai.bizcrush.extapi.meetings.MeetingId;
import ai.bizcrush.extapi.shared.UserId;
import org.jspecify.annotations.Nullable;

/**
 * A recording, live or a file, to which utterances belong.
 *
 * @param messageId a ULID: groups its utterances; its time is when the recording began
 * @param owner whose recording it is
 * @param sessionId as the client named it
 * @param meeting the meeting that it belongs to, if it belongs to one
 */
public record Recorded(
    String messageId, UserId owner, String sessionId, @Nullable MeetingId meeting) {

  /** A live recording of which a part is heard afterwards. */
  public static Recorded of(LiveRecording live) {
    return new Recorded(live.messageId(), live.owner(), live.sessionId(), live.meeting());
  }
}
