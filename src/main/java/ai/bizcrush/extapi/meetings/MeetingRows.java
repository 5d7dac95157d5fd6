package ai.bizcrush.extapi.meetings;

import static java.time.ZoneOffset.UTC;

import ai.bizcrush.extapi.database.CommitClock;
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

/**
 * The table of meetings. All entries of a meeting's list of participants carry its time, so that a
 * page of somebody's meetings is read from one index.
 */
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

  void insert(Meeting meeting, Instant closesAt) {
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
  }

  /** Keeps the row from being changed or deleted until the transaction ends. */
  Optional<Meeting> lock(MeetingId id) {
    return jdbc.sql("select " + COLUMNS + " from meetings m where m.id = ? for no key update")
        .param(id.value())
        .query(MeetingRows::meeting)
        .optional();
  }

  /** Writes who takes part now; the meeting's row and its entries are locked. */
  void update(Meeting meeting) {
    jdbc.sql(
            """
            with changed as (
              update meetings set participant_ids = ?, co_host_ids = ?, updated_at = ?
              where id = ?
              returning id, updated_at)
            update meeting_participants p set updated_at = changed.updated_at
            from changed where p.meeting_id = changed.id
            """)
        .param(meeting.participantIds().toArray(String[]::new))
        .param(meeting.coHostIds().toArray(String[]::new))
        .param(meeting.updatedAt().atOffset(UTC))
        .param(meeting.id())
        .update();
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
   * Ends live meetings whose rows and entries are locked.
   *
   * @param changedAt of the first; each further one is a {@link CommitClock#STEP} later
   */
  void end(List<MeetingId> ids, Instant endAt, Instant changedAt) {
    jdbc.sql(
            """
            with ended as (
              update meetings m set end_at = ?, closes_at = null,
                updated_at = ?::timestamptz + (due.place - 1) * ? * interval '1 microsecond'
              from unnest(?::text[]) with ordinality as due (id, place)
              where m.id = due.id
              returning m.id, m.updated_at)
            update meeting_participants p set updated_at = ended.updated_at
            from ended where p.meeting_id = ended.id
            """)
        .param(endAt.atOffset(UTC))
        .param(changedAt.atOffset(UTC))
        .param(CommitClock.STEP_MICROS)
        .param(ids.stream().map(MeetingId::value).toArray(String[]::new))
        .update();
  }

  /** Deletes a meeting and its list of participants, once nobody writes for it. */
  void delete(MeetingId id) {
    jdbc.sql("delete from meetings where id = ?").param(id.value()).update();
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

  private static List<String> texts(ResultSet row, String column) throws SQLException {
    return List.of((String[]) row.getArray(column).getArray());
  }

  private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    var time = row.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }
}
