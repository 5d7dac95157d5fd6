package ai.bizcrush.extapi.meetings;

import static java.time.ZoneOffset.UTC;

import ai.bizcrush.extapi.shared.UserId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The tables of meetings and of their participants. */
@Component
class MeetingRows {

  private static final String COLUMNS =
      """
      m.id, m.host_id, m.participant_ids, m.co_host_ids, m.title, m.language,
      m.translation_languages, m.tags, m.start_at, m.end_at, m.created_at, m.updated_at
      """;

  private final JdbcClient jdbc;

  MeetingRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  void insert(Meeting meeting, Instant closesAt, Participants participants) {
    jdbc.sql(
            """
            insert into meetings (id, host_id, participant_ids, co_host_ids, title, language,
              translation_languages, tags, start_at, closes_at, created_at, updated_at)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """)
        .param(meeting.id())
        .param(meeting.hostUserId())
        .param(meeting.participantIds().toArray(String[]::new))
        .param(meeting.coHostIds().toArray(String[]::new))
        .param(meeting.title())
        .param(meeting.language())
        .param(meeting.translationLanguages().toArray(String[]::new))
        .param(meeting.tags().toArray(String[]::new))
        .param(meeting.startAt().atOffset(UTC))
        .param(closesAt.atOffset(UTC))
        .param(meeting.createdAt().atOffset(UTC))
        .param(meeting.updatedAt().atOffset(UTC))
        .update();
    write(meeting, participants);
  }

  /** Keeps the row from being changed or deleted until the transaction ends. */
  Optional<Meeting> lock(MeetingId id) {
    return jdbc.sql("select " + COLUMNS + " from meetings m where m.id = ? for no key update")
        .param(id.value())
        .query(MeetingRows::meeting)
        .optional();
  }

  /** Writes who takes part now; the meeting's row is locked. */
  void update(Meeting meeting, Participants participants) {
    jdbc.sql(
            """
            update meetings set participant_ids = ?, co_host_ids = ?, updated_at = ? where id = ?
            """)
        .param(meeting.participantIds().toArray(String[]::new))
        .param(meeting.coHostIds().toArray(String[]::new))
        .param(meeting.updatedAt().atOffset(UTC))
        .param(meeting.id())
        .update();
    write(meeting, participants);
  }

  /** Meetings whose time has come, the longest overdue first. */
  List<MeetingId> due(Instant now, int most) {
    return jdbc.sql("select id from meetings where closes_at <= ? order by closes_at limit ?")
        .param(now.atOffset(UTC))
        .param(most)
        .query((row, n) -> new MeetingId(row.getString("id")))
        .list();
  }

  /** Locks those of the meetings whose time has come, and which nobody is at work on. */
  List<MeetingId> lockDue(List<MeetingId> ids, Instant now) {
    return jdbc.sql(
            """
            select id from meetings where id = any(?) and closes_at <= ?
            order by id for no key update skip locked
            """)
        .param(ids.stream().map(MeetingId::value).toArray(String[]::new))
        .param(now.atOffset(UTC))
        .query((row, n) -> new MeetingId(row.getString("id")))
        .list();
  }

  /** Has another look at a meeting later. */
  void postpone(MeetingId id, Instant until) {
    jdbc.sql("update meetings set closes_at = ? where id = ? and closes_at is not null")
        .param(until.atOffset(UTC))
        .param(id.value())
        .update();
  }

  /**
   * Ends live meetings whose rows are locked.
   *
   * @param changedAt of the first; each further one is a microsecond later
   */
  void end(List<MeetingId> ids, Instant endAt, Instant changedAt) {
    String[] meetings = ids.stream().map(MeetingId::value).toArray(String[]::new);
    lockEntries(meetings);
    jdbc.sql(
            """
            with ended as (
              update meetings m set end_at = ?, closes_at = null,
                updated_at = ?::timestamptz + (due.place - 1) * interval '1 microsecond'
              from unnest(?::text[]) with ordinality as due (id, place)
              where m.id = due.id
              returning m.id, m.updated_at)
            update meeting_participants p set updated_at = ended.updated_at
            from ended where p.meeting_id = ended.id
            """)
        .param(endAt.atOffset(UTC))
        .param(changedAt.atOffset(UTC))
        .param(meetings)
        .update();
  }

  /** In the order in which the entries of an address are claimed. */
  private void lockEntries(String[] meetings) {
    jdbc.sql(
            """
            select count(*) from (
              select from meeting_participants where meeting_id = any(?)
              order by meeting_id for no key update) locked
            """)
        .param(meetings)
        .query((row, n) -> n)
        .single();
  }

  /** Deletes a meeting and its list of participants, once nobody writes for it. */
  void delete(MeetingId id) {
    jdbc.sql("delete from meetings where id = ?").param(id.value()).update();
  }

  /** All entries: each of them carries the meeting's time. */
  private void write(Meeting meeting, Participants participants) {
    var entries = participants.entries();
    String[] listed = entries.stream().map(e -> e.listed().value()).toArray(String[]::new);
    jdbc.sql("delete from meeting_participants where meeting_id = ? and entry <> all(?)")
        .param(meeting.id())
        .param(listed)
        .update();
    // whose address it is may have become known since the entry was read
    jdbc.sql(
            """
            insert into meeting_participants as known
              (meeting_id, entry, position, user_id, opened, co_host, updated_at)
            select ?, entry, position, user_id, opened, co_host, ?
            from unnest(?::text[], ?::text[], ?::boolean[], ?::boolean[])
              with ordinality as list (entry, user_id, opened, co_host, position)
            on conflict (meeting_id, entry) do update set
              position = excluded.position,
              user_id = coalesce(excluded.user_id, known.user_id),
              opened = excluded.opened,
              co_host = excluded.co_host,
              updated_at = excluded.updated_at
            """)
        .param(meeting.id())
        .param(meeting.updatedAt().atOffset(UTC))
        .param(listed)
        .param(entries.stream().map(MeetingRows::user).toArray(String[]::new))
        .param(entries.stream().map(Participant::opened).toArray(Boolean[]::new))
        .param(entries.stream().map(Participant::coHost).toArray(Boolean[]::new))
        .update();
  }

  Participants participants(Meeting meeting) {
    var entries =
        jdbc.sql(
                """
                select entry, user_id, opened, co_host from meeting_participants
                where meeting_id = ? order by position
                """)
            .param(meeting.id())
            .query(MeetingRows::participant)
            .list();
    return new Participants(new UserId(meeting.hostUserId()), entries);
  }

  /**
   * The user's meetings, the one that changed last first. The limit of one keeps the planner from
   * reading all meetings into a hash for a page of them.
   */
  List<Meeting> page(UserId user, @Nullable Instant before, int most) {
    return jdbc.sql(
            "select "
                + COLUMNS
                + """
                from (
                  select distinct on (updated_at) meeting_id, updated_at from meeting_participants
                  where user_id = ? and updated_at < ?
                  order by updated_at desc limit ?) p
                join lateral (select * from meetings where id = p.meeting_id limit 1) m on true
                order by p.updated_at desc
                """)
        .param(user.value())
        .param(before == null ? OffsetDateTime.MAX : before.atOffset(UTC))
        .param(most)
        .query(MeetingRows::meeting)
        .list();
  }

  private static Meeting meeting(ResultSet row, int n) throws SQLException {
    Instant endAt = instant(row, "end_at");
    return new Meeting(
        row.getString("id"),
        row.getString("host_id"),
        texts(row, "participant_ids"),
        endAt == null ? Meeting.LIVE : Meeting.ENDED,
        row.getString("title"),
        row.getString("language"),
        texts(row, "translation_languages"),
        texts(row, "co_host_ids"),
        texts(row, "tags"),
        row.getObject("start_at", OffsetDateTime.class).toInstant(),
        endAt,
        row.getObject("created_at", OffsetDateTime.class).toInstant(),
        row.getObject("updated_at", OffsetDateTime.class).toInstant());
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

  private static List<String> texts(ResultSet row, String column) throws SQLException {
    return List.of((String[]) row.getArray(column).getArray());
  }

  private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    var time = row.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }
}
