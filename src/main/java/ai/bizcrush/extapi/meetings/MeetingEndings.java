package ai.bizcrush.extapi.meetings;

import ai.bizcrush.extapi.database.CommitClock;
import ai.bizcrush.extapi.shared.ApiException;
import ai.bizcrush.extapi.shared.UserId;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Ends meetings, each once. */
@Component
class MeetingEndings {

  private final MeetingRows rows;
  private final ParticipantRows entries;
  private final MeetingChanges changes;
  private final CommitClock times;
  private final Clock clock;
  private final ApplicationEventPublisher events;

  MeetingEndings(
      MeetingRows rows,
      ParticipantRows entries,
      MeetingChanges changes,
      CommitClock times,
      Clock clock,
      ApplicationEventPublisher events) {
    this.rows = rows;
    this.entries = entries;
    this.changes = changes;
    this.times = times;
    this.clock = clock;
    this.events = events;
  }

  /**
   * Ends a meeting, if it has not ended yet.
   *
   * @throws ApiException 404, 403
   */
  @Transactional
  public Meeting end(UserId caller, MeetingId id) {
    var meeting =
        changes.change(
            caller,
            id,
            participants -> {
              participants.requireManager(caller);
              return participants;
            });
    if (!meeting.isLive()) {
      return meeting;
    }
    events.publishEvent(new MeetingEnded(id));
    entries.lock(List.of(id));
    Instant now = clock.instant();
    var ended = meeting.ended(now, times.next(MeetingChanges.SCOPE));
    rows.end(List.of(id), now, ended.updatedAt());
    return ended;
  }

  /**
   * Ends those of the meetings whose time has come. Others, and other replicas, are not waited for.
   */
  @Transactional
  public void endDue(List<MeetingId> ids) {
    Instant now = clock.instant();
    var due = rows.lockDue(ids, now);
    if (!due.isEmpty()) {
      due.forEach(id -> events.publishEvent(new MeetingEnded(id)));
      entries.lock(due);
      rows.end(due, now, times.next(MeetingChanges.SCOPE, due.size()));
    }
  }
}
