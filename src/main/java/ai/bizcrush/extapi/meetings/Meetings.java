package ai.bizcrush.extapi.meetings;

import ai.bizcrush.extapi.database.CommitClock;
import ai.bizcrush.extapi.idempotency.Idempotency;
import ai.bizcrush.extapi.meetings.preferences.Preferences;
import ai.bizcrush.extapi.shared.ApiException;
import ai.bizcrush.extapi.shared.Ulids;
import ai.bizcrush.extapi.shared.UserId;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Begins and deletes meetings. */
@Component
class Meetings {

  private final MeetingRows rows;
  private final ParticipantRows entries;
  private final MeetingChanges changes;
  private final Invitations invitations;
  private final Preferences preferences;
  private final CommitClock times;
  private final Clock clock;
  private final MeetingPolicy policy;
  private final ApplicationEventPublisher events;
  private final Idempotency idempotency;

  Meetings(
      MeetingRows rows,
      ParticipantRows entries,
      MeetingChanges changes,
      Invitations invitations,
      Preferences preferences,
      CommitClock times,
      Clock clock,
      MeetingPolicy policy,
      ApplicationEventPublisher events,
      Idempotency idempotency) {
    this.rows = rows;
    this.entries = entries;
    this.changes = changes;
    this.invitations = invitations;
    this.preferences = preferences;
    this.times = times;
    this.clock = clock;
    this.policy = policy;
    this.events = events;
    this.idempotency = idempotency;
  }

  /**
   * Begins a meeting of the host's.
   *
   * @param title in its normal form
   * @throws ApiException 400: one of the others is nobody, or there are too many
   */
  @Transactional
  public Meeting create(UserId host, String title, List<ListedId> others) {
    var participants = invitations.extend(Participants.of(host), host, others);
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
    rows.insert(meeting, now.plus(policy.endWithoutStream()));
    entries.write(meeting, List.of(), participants.entries());
    return meeting;
  }

  /**
   * Deletes a meeting. What hangs on it cannot be reached any more, and is removed by jobs.
   *
   * @throws ApiException 404, 403 unless the host asks
   */
  @Transactional
  public void delete(UserId caller, MeetingId id) {
    changes.change(
        caller,
        id,
        participants -> {
          participants.requireHost(caller);
          return participants;
        });
    rows.delete(id);
    events.publishEvent(new MeetingDeleted(id));
    // who repeats the request that made it is not told of it
    idempotency.forget(List.of(id.value()));
  }
}
