package ai.bizcrush.extapi.transcription;

import ai.bizcrush.extapi.shared.ApiException;
import ai.bizcrush.extapi.shared.ErrorCode;
import ai.bizcrush.extapi.shared.UserId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** What came of work in the table of transcriptions, for its owner and until it expires. */
@Component
class Outcomes {

  private static final int REMOVED_AT_ONCE = 500;

  private final JdbcClient jdbc;
  private final JsonMapper json;
  private final Clock clock;
  private final TranscriptionSettings settings;

  Outcomes(JdbcClient jdbc, JsonMapper json, Clock clock, TranscriptionSettings settings) {
    this.jdbc = jdbc;
    this.json = json;
    this.clock = clock;
    this.settings = settings;
  }

  /** The work has a result. */
  void done(String id, TranscriptionReply reply) {
    jdbc.sql(
            """
            update transcriptions
            set status = 'DONE', reply = :reply, audio_url = null, expires_at = :expires
            where id = :id and status = 'RUNNING'
            """)
        .param("id", id)
        .param("reply", json.writeValueAsString(reply))
        .param("expires", now().plus(settings.keepResults()))
        .update();
  }

  /** The work has none, and will not have one. */
  void failed(String id, ApiException failure) {
    Duration retryAfter = failure.retryAfter();
    jdbc.sql(
            """
            update transcriptions
            set status = 'FAILED', audio_url = null, error_code = :code, error_message = :message,
              retry_after_ms = :retry, expires_at = :expires
            where id = :id and status = 'RUNNING'
            """)
        .param("id", id)
        .param("code", failure.code().name())
        .param("message", failure.getMessage())
        .param("retry", retryAfter == null ? null : retryAfter.toMillis())
        .param("expires", now().plus(settings.keepFailures()))
        .update();
  }

  /** How far work has come; empty when it is gone. */
  Optional<Outcome> of(UserId owner, String id) {
    return jdbc.sql(
            """
            select status, reply, error_code, error_message, retry_after_ms from transcriptions
            where id = :id and owner_id = :owner
            """)
        .param("id", id)
        .param("owner", owner.value())
        .query(this::outcome)
        .optional();
  }

  /** How far the newest work of a session has come. */
  Optional<Outcome> newest(UserId owner, String sessionId) {
    return jdbc.sql(
            """
            select status, reply, error_code, error_message, retry_after_ms from transcriptions
            where owner_id = :owner and session_id = :session
              and (status = 'RUNNING' or expires_at > :now)
            order by id desc limit 1
            """)
        .param("owner", owner.value())
        .param("session", sessionId)
        .param("now", now())
        .query(this::outcome)
        .optional();
  }

  private Outcome outcome(ResultSet row, int n) throws SQLException {
    return switch (row.getString("status")) {
      case "DONE" ->
          new Outcome.Done(json.readValue(row.getString("reply"), TranscriptionReply.class));
      case "FAILED" ->
          new Outcome.Failed(
              new ApiException(
                  ErrorCode.valueOf(row.getString("error_code")),
                  row.getString("error_message"),
                  retryAfter(row),
                  null));
      default -> new Outcome.Running();
    };
  }

  private static @Nullable Duration retryAfter(ResultSet row) throws SQLException {
    long millis = row.getLong("retry_after_ms");
    return row.wasNull() ? null : Duration.ofMillis(millis);
  }

  /** Removes what nobody may ask for any more, in steps that end within a statement's time. */
  void removeExpired() {
    int removed;
    do {
      removed =
          jdbc.sql(
                  """
                  delete from transcriptions where id in
                    (select id from transcriptions
                     where expires_at < :now and status <> 'RUNNING'
                     limit :step for update skip locked)
                  """)
              .param("now", now())
              .param("step", REMOVED_AT_ONCE)
              .update();
    } while (removed == REMOVED_AT_ONCE);
  }

  private OffsetDateTime now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC);
  }
}
