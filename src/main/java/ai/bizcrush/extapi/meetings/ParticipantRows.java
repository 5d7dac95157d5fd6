package ai.bizcrush.extapi.meetings;

import static java.time.ZoneOffset.UTC;

import ai.bizcrush.extapi.shared.UserId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The table of the participants of meetings. */
@Component
class ParticipantRows {

  private final JdbcClient jdbc;

  ParticipantRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  Participants of(Meeting meeting) {
    var entries =
        jdbc.sql(
                """
                select entry, user_id, opened, co_host from meeting_participants
                where meeting_id = ? order by position
                """)
            .param(meeting.id())
            .query(ParticipantRows::participant)
            .list();
    return new Participants(new UserId(meeting.hostUserId()), entries);
  }

  /** Locks all entries of the meetings, in the order in which those of an address are claimed. */
  void lock(Collection<MeetingId> meetings) {
    jdbc.sql(
            """
            select count(*) from (
              select from meeting_participants where meeting_id = any(?)
              order by meeting_id for no key update) locked
            """)
        .param(meetings.stream().map(MeetingId::value).toArray(String[]::new))
        .query((row, n) -> n)
        .single();
  }

  /**
   * Writes the entries that are not as they were.
   *
   * @param meeting with the time that new entries get
   * @param after those of before that stay are in the same order, new ones follow them
   */
  void write(Meeting meeting, List<Participant> before, List<Participant> after) {
    var staying = new HashSet<>(after.stream().map(Participant::listed).toList());
    var gone = before.stream().filter(entry -> !staying.contains(entry.listed())).toList();
    if (!gone.isEmpty()) {
      jdbc.sql("delete from meeting_participants where meeting_id = ? and entry = any(?)")
          .param(meeting.id())
          .param(listed(gone))
          .update();
    }
    var known = new HashSet<>(before);
    var changed = after.stream().filter(entry -> !known.contains(entry)).toList();
    if (!changed.isEmpty()) {
      put(meeting, changed);
    }
  }

  /** Whose address an entry is may have become known since it was read. */
  private void put(Meeting meeting, List<Participant> entries) {
    jdbc.sql(
            """
            insert into meeting_participants as known
              (meeting_id, entry, position, user_id, opened, co_host, updated_at)
            select :meeting, entry, last + place, user_id, opened, co_host, :time
            from unnest(:entries::text[], :users::text[], :opened::boolean[], :coHosts::boolean[])
                with ordinality as list (entry, user_id, opened, co_host, place),
              (select coalesce(max(position), 0) as last
                from meeting_participants where meeting_id = :meeting) present
            on conflict (meeting_id, entry) do update set
              user_id = coalesce(excluded.user_id, known.user_id),
              opened = excluded.opened,
              co_host = excluded.co_host
            """)
        .param("meeting", meeting.id())
        .param("time", meeting.updatedAt().atOffset(UTC))
        .param("entries", listed(entries))
        .param("users", entries.stream().map(ParticipantRows::user).toArray(String[]::new))
        .param("opened", entries.stream().map(Participant::opened).toArray(Boolean[]::new))
        .param("coHosts", entries.stream().map(Participant::coHost).toArray(Boolean[]::new))
        .update();
  }

  private static String[] listed(List<Participant> entries) {
    return entries.stream().map(entry -> entry.listed().value()).toArray(String[]::new);
  }

  private static Participant participant(ResultSet row, int n) throws SQLException {
    String user = row.getString("user_id");
    return new Participant(
        new ListedId(row.getString("entry")),
        user == null ? null : new UserId(user),
        row.getBoolean("opened"),
        row.getBoolean("co_host"));
  }

  private static @Nullable String user(Participant entry) {
    return entry.user() == null ? null : entry.user().value();
  }
}
