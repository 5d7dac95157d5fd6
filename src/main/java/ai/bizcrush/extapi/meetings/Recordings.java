package ai.bizcrush.extapi.meetings;

import static java.time.ZoneOffset.UTC;

import ai.bizcrush.extapi.meetings.preferences.Preferences;
import ai.bizcrush.extapi.shared.UserId;
import java.time.Clock;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The meetings that are being recorded. */
@Component
class Recordings implements RecordedMeetings {

  private final MeetingAccess access;
  private final Preferences preferences;
  private final JdbcClient jdbc;
  private final Clock clock;
  private final MeetingPolicy policy;

  Recordings(
      MeetingAccess access,
      Preferences preferences,
      JdbcClient jdbc,
      Clock clock,
      MeetingPolicy policy) {
    this.access = access;
    this.preferences = preferences;
    this.jdbc = jdbc;
    this.clock = clock;
    this.policy = policy;
  }

  @Override
  public Optional<RecordedMeeting> find(UserId user, String sessionId) {
    return access
        .find(user, sessionId)
        .map(
            meeting -> {
              var wishes = preferences.of(meeting.host());
              return new RecordedMeeting(
                  meeting.meeting(), wishes.originalLanguages(), wishes.contextualKeywords());
            });
  }

  @Override
  public boolean takesPart(UserId user, MeetingId meeting) {
    return access.takesPart(user, meeting);
  }

  /** A meeting that has ended stays ended. */
  @Override
  public void active(MeetingId meeting) {
    jdbc.sql("update meetings set closes_at = ? where id = ? and end_at is null")
        .param(clock.instant().plus(policy.endAfterStream()).atOffset(UTC))
        .param(meeting.value())
        .update();
  }
}
