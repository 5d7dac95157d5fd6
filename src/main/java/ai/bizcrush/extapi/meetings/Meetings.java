package ai.bizcrush.extapi.meetings;

import ai.bizcrush.extapi.database.CommitClock;
import ai.bizcrush.extapi.meetings.preferences.Preferences;
import ai.bizcrush.extapi.shared.ApiException;
import ai.bizcrush.extapi.shared.Ulids;
import ai.bizcrush.extapi.shared.UserId;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Begins meetings. */
@Component
class Meetings {

  private final MeetingRows rows;
  private final Invitations invitations;
  private final Preferences preferences;
  private final CommitClock times;
  private final Clock clock;
  private final MeetingPolicy policy;

  Meetings(
      MeetingRows rows,
      Invitations invitations,
      Preferences preferences,
      CommitClock times,
      Clock clock,
      MeetingPolicy policy) {
    this.rows = rows;
    this.invitations = invitations;
    this.preferences = preferences;
    this.times = times;
    this.clock = clock;
    this.policy = policy;
  }

  /**
   * Begins a meeting of the host's.
   *
   * @param title in its normal form
   * @throws ApiException 400: one of the others is nobody, or there are too many
   */
  @Transactional
  public Meeting create(UserId host, String title, List<ListedId> others) {
    var participants = invite(host, Participants.of(host), others);
    var wishes = preferences.of(host);
    Instant now = clock.instant();
    var meeting =
        new Meeting(
            Ulids.next(),
            host.value(),
            MeetingChanges.texts(participants.shown()),
            Meeting.LIVE,
            title,
            wishes.language(),
            wishes.translationLanguages(),
            List.of(),
            List.of(),
            now,
            null,
            now,
            times.next(MeetingChanges.SCOPE));
    rows.insert(meeting, now.plus(policy.endWithoutStream()), participants);
    return meeting;
  }

  private Participants invite(UserId inviter, Participants participants, List<ListedId> ids) {
    var more = participants.with(invitations.entries(inviter, "participant_ids", ids));
    if (more.entries().size() > policy.mostParticipants()) {
      throw ApiException.invalid("Too many participants");
    }
    return more;
  }
}
