package ai.bizcrush.extapi.meetings.messages;

import static java.time.ZoneOffset.UTC;

import ai.bizcrush.extapi.database.CommitClock;
import ai.bizcrush.extapi.idempotency.Idempotency;
import ai.bizcrush.extapi.meetings.MeetingAccess;
import ai.bizcrush.extapi.meetings.MeetingId;
import ai.bizcrush.extapi.meetings.MeetingRole;
import ai.bizcrush.extapi.shared.ApiException;
import ai.bizcrush.extapi.shared.Ulids;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The messages of meetings. Who may reach a meeting is decided before. */
@Component
class Messages {

  private final JdbcClient jdbc;
  private final MeetingAccess access;
  private final CommitClock times;
  private final Idempotency idempotency;

  Messages(JdbcClient jdbc, MeetingAccess access, CommitClock times, Idempotency idempotency) {
    this.jdbc = jdbc;
    this.access = access;
    this.times = times;
    this.idempotency = idempotency;
  }

  /**
   * Stores a text.
   *
   * @throws ApiException 404: the meeting was deleted meanwhile
   */
  @Transactional
  public Message send(MeetingRole author, String text) {
    access.require(author.meeting());
    String meeting = author.meeting().value();
    Instant now = times.next(meeting);
    var message =
        new Message(Ulids.next(), meeting, author.user().value(), Message.TEXT, text, now, now);
    jdbc.sql(
            """
            insert into meeting_messages
              (id, meeting_id, user_id, type, text, created_at, updated_at)
            values (?, ?, ?, ?, ?, ?, ?)
            """)
        .param(message.id())
        .param(message.meetingId())
        .param(message.userId())
        .param(message.type())
        .param(message.text())
        .param(now.atOffset(UTC))
        .param(now.atOffset(UTC))
        .update();
    return message;
  }

  /**
   * Deletes a message.
   *
   * @param id as the client sent it
   * @throws ApiException 404 {@code Message not found}, 403 unless its author or the host asks
   */
  @Transactional
  public void delete(MeetingRole caller, String id) {
    String message = Ulids.parse(id).orElseThrow(Messages::notFound);
    String author =
        jdbc.sql("select user_id from meeting_messages where id = ? and meeting_id = ? for update")
            .param(message)
            .param(caller.meeting().value())
            .query(String.class)
            .optional()
            .orElseThrow(Messages::notFound);
    if (!caller.isHost() && !author.equals(caller.user().value())) {
      throw ApiException.forbidden();
    }
    jdbc.sql("delete from meeting_messages where id = ?").param(message).update();
    idempotency.forget(List.of(message));
  }

  /** The one that changed last first. */
  List<Message> page(MeetingId meeting, @Nullable Instant before, int most) {
    return jdbc.sql(
            """
            select id, meeting_id, user_id, type, text, created_at, updated_at
            from meeting_messages where meeting_id = ? and updated_at < ?
            order by updated_at desc limit ?
            """)
        .param(meeting.value())
        .param(before == null ? OffsetDateTime.MAX : before.atOffset(UTC))
        .param(most)
        .query(Messages::message)
        .list();
  }

  /**
   * Removes some messages of a meeting that is gone.
   *
   * @return how many
   */
  @Transactional
  public int remove(MeetingId meeting, int most) {
    var removed =
        jdbc.sql(
                """
                delete from meeting_messages where id in
                  (select id from meeting_messages where meeting_id = ? limit ?)
                returning id
                """)
            .param(meeting.value())
            .param(most)
            .query((row, n) -> row.getString("id"))
            .list();
    idempotency.forget(removed);
    return removed.size();
  }

  private static Message message(ResultSet row, int n) throws SQLException {
    return new Message(
        row.getString("id"),
        row.getString("meeting_id"),
        row.getString("user_id"),
        row.getString("type"),
        row.getString("text"),
        row.getObject("created_at", OffsetDateTime.class).toInstant(),
        row.getObject("updated_at", OffsetDateTime.class).toInstant());
  }

  private static ApiException notFound() {
    return ApiException.notFound("Message");
  }
}
