package ai.bizcrush.extapi.meetings;

import ai.bizcrush.extapi.shared.UserId;
import java.util.List;
import java.util.Optional;

/** What recordings, live or as files, ask of meetings. Blocks on the database. */
public interface RecordedMeetings {

  /**
   * The meeting that a session id names, if the user takes part in it. Counts as opening it.
   *
   * @param sessionId as the client sent it, whatever it is
   */
  Optional<RecordedMeeting> find(UserId user, String sessionId);

  /** Whether the user still takes part in the meeting, and it still exists. */
  boolean takesPart(UserId user, MeetingId meeting);

  /** Says that a recording of the meeting is under way; asked at most once a minute a recording. */
  void active(MeetingId meeting);

  /**
   * A meeting that is recorded.
   *
   * @param languages the host's, canonical BCP 47; empty when the host has none saved
   * @param keywords the host's words to expect
   */
  record RecordedMeeting(MeetingId id, List<String> languages, List<String> keywords) {}
}
