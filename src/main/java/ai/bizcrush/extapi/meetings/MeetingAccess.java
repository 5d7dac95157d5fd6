package ai.bizcrush.extapi.meetings;

import ai.bizcrush.extapi.shared.ApiException;
import ai.bizcrush.extapi.shared.Caller;
import ai.bizcrush.extapi.shared.Ulids;
import ai.bizcrush.extapi.shared.UserId;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Who may reach a meeting and what hangs on it. Whoever does has opened the meeting: others see
 * their id from then on, in place of the address by which they were invited, also if what they want
 * there is refused. Every method blocks on the database.
 *
 * <p>Who opens a meeting for the first time takes the lock of its row and of the list of meetings
 * until the transaction ends: inside a transaction it comes before {@code CommitClock}. Who has
 * opened it before takes no lock.
 */
@Component
public class MeetingAccess {

  private final JdbcClient jdbc;
  private final MeetingChanges changes;

  MeetingAccess(JdbcClient jdbc, MeetingChanges changes) {
    this.jdbc = jdbc;
    this.changes = changes;
  }

  /**
   * Opens a meeting in which the caller takes part.
   *
   * @param meetingId as the client sent it, whatever it is
   * @throws ApiException 404 {@code Meeting not found}: there is none, or the caller takes no part
   */
  public MeetingId open(Caller caller, String meetingId) {
    return enter(caller, meetingId).meeting();
  }

  /**
   * Opens a meeting, and says what the caller is to it.
   *
   * @throws ApiException 404 as for {@link #open}
   */
  public MeetingRole enter(Caller caller, String meetingId) {
    return find(caller.user(), meetingId).orElseThrow(MeetingChanges::notFound);
  }

  /** Whether the user takes part in the meeting, and it still exists; does not open it. */
  public boolean takesPart(UserId user, MeetingId meeting) {
    return membership(user, meeting).isPresent();
  }

  /**
   * Those of the meetings that exist. They cannot be deleted until the transaction ends: what is
   * written for them in it is seen by the job that removes what hangs on a deleted meeting.
   */
  public Set<MeetingId> hold(Collection<MeetingId> meetings) {
    return jdbc
        .sql("select id from meetings where id = any(?) order by id for key share")
        .param(meetings.stream().map(MeetingId::value).toArray(String[]::new))
        .query((row, n) -> new MeetingId(row.getString("id")))
        .list()
        .stream()
        .collect(Collectors.toSet());
  }

  /** The same for one. */
  public boolean hold(MeetingId meeting) {
    return !hold(List.of(meeting)).isEmpty();
  }

  /**
   * The same for one that was opened.
   *
   * @throws ApiException 404 {@code Meeting not found}: it was deleted meanwhile
   */
  public void require(MeetingId meeting) {
    if (!hold(meeting)) {
      throw MeetingChanges.notFound();
    }
  }

  /** Opens a meeting if the user takes part in it. */
  Optional<MeetingRole> find(UserId user, String meetingId) {
    var found = Ulids.parse(meetingId).flatMap(id -> membership(user, new MeetingId(id)));
    found
        .filter(membership -> !membership.opened())
        .ifPresent(
            membership ->
                changes.change(user, membership.role().meeting(), UnaryOperator.identity()));
    return found.map(Membership::role);
  }

  private Optional<Membership> membership(UserId user, MeetingId meeting) {
    return jdbc.sql(
            """
            select m.host_id, bool_and(p.opened) as opened
            from meeting_participants p join meetings m on m.id = p.meeting_id
            where p.meeting_id = ? and p.user_id = ?
            group by m.host_id
            """)
        .param(meeting.value())
        .param(user.value())
        .query(
            (row, n) ->
                new Membership(
                    new MeetingRole(meeting, user, new UserId(row.getString("host_id"))),
                    row.getBoolean("opened")))
        .optional();
  }

  private record Membership(MeetingRole role, boolean opened) {}
}
