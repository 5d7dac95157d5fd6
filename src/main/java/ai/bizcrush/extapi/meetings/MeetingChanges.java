package ai.bizcrush.extapi.meetings;

import ai.bizcrush.extapi.database.CommitClock;
import ai.bizcrush.extapi.shared.ApiException;
import ai.bizcrush.extapi.shared.UserId;
import java.util.List;
import java.util.function.UnaryOperator;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Changes to who takes part. They follow each other under the lock of the meeting's row, so that
 * none is lost. The list of all meetings is locked last, and for nothing but the new times.
 */
@Component
class MeetingChanges {

  static final String SCOPE = "meetings";

  private final MeetingRows rows;
  private final ParticipantRows entries;
  private final CommitClock times;

  MeetingChanges(MeetingRows rows, ParticipantRows entries, CommitClock times) {
    this.rows = rows;
    this.entries = entries;
    this.times = times;
  }

  /**
   * Changes the participants. The caller opens the meeting by it.
   *
   * @param change throws to refuse
   * @return the meeting as it is then
   * @throws ApiException 404: the caller does not take part
   */
  @Transactional
  public Meeting change(UserId caller, MeetingId id, UnaryOperator<Participants> change) {
    var meeting = rows.lock(id).orElseThrow(MeetingChanges::notFound);
    var before = entries.of(meeting);
    if (!before.includes(caller)) {
      throw notFound();
    }
    var after = change.apply(before.openedBy(caller));
    if (after.equals(before)) {
      return meeting;
    }
    entries.lock(List.of(id));
    entries.write(meeting, before.entries(), after.entries());
    var changed = meeting.with(texts(after.shown()), texts(after.coHosts()), times.next(SCOPE));
    rows.update(changed);
    return changed;
  }

  static List<String> texts(List<ListedId> ids) {
    return ids.stream().map(ListedId::value).toList();
  }

  static ApiException notFound() {
    return ApiException.notFound("Meeting");
  }
}
