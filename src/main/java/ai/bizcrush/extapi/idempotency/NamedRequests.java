package ai.bizcrush.extapi.idempotency;

import static java.time.ZoneOffset.UTC;

import ai.bizcrush.extapi.shared.ApiException;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Collection;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The table of named requests. */
@Component
class NamedRequests {

  private static final int REMOVED_AT_ONCE = 500;
  private static final Duration RETRY = Duration.ofSeconds(1);

  private final JdbcClient jdbc;
  private final Clock clock;
  private final IdempotencySettings settings;

  NamedRequests(JdbcClient jdbc, Clock clock, IdempotencySettings settings) {
    this.jdbc = jdbc;
    this.clock = clock;
    this.settings = settings;
  }

  /** What is known of a request. */
  @SuppressWarnings("ArrayRecordComponent") // compared by hand
  record Known(byte[] fingerprint, @Nullable String reply) {}

  /**
   * Makes the name the transaction's; waits while another one has it.
   *
   * @return false if it is known already
   */
  boolean claim(NamedRequest request, byte[] fingerprint) {
    return jdbc.sql(
                """
                insert into idempotent_requests as known
                  (owner_id, endpoint, key, fingerprint, expires_at)
                values (?, ?, ?, ?, ?)
                on conflict (owner_id, endpoint, key) do update set
                  fingerprint = excluded.fingerprint, subject = null, reply = null,
                  expires_at = excluded.expires_at
                where known.expires_at <= ?
                """)
            .param(request.owner().value())
            .param(request.endpoint())
            .param(request.key())
            .param(fingerprint)
            .param(now().plus(settings.keepReplies()))
            .param(now())
            .update()
        == 1;
  }

  Known find(NamedRequest request) {
    return jdbc.sql(
            """
            select fingerprint, reply from idempotent_requests
            where owner_id = ? and endpoint = ? and key = ?
            """)
        .param(request.owner().value())
        .param(request.endpoint())
        .param(request.key())
        .query((row, n) -> new Known(row.getBytes("fingerprint"), row.getString("reply")))
        .optional()
        // it expired and was removed since it was claimed
        .orElseThrow(() -> ApiException.unavailable("Temporarily unavailable", RETRY, null));
  }

  void answered(NamedRequest request, String subject, String reply) {
    jdbc.sql(
            """
            update idempotent_requests set subject = ?, reply = ?
            where owner_id = ? and endpoint = ? and key = ?
            """)
        .param(subject)
        .param(reply)
        .param(request.owner().value())
        .param(request.endpoint())
        .param(request.key())
        .update();
  }

  void forget(Collection<String> subjects) {
    jdbc.sql("update idempotent_requests set subject = null, reply = null where subject = any(?)")
        .param(subjects.toArray(String[]::new))
        .update();
  }

  void removeExpired() {
    int removed;
    do {
      removed =
          jdbc.sql(
                  """
                  delete from idempotent_requests where (owner_id, endpoint, key) in
                    (select owner_id, endpoint, key from idempotent_requests
                     where expires_at <= ? order by expires_at limit ? for update skip locked)
                  """)
              .param(now())
              .param(REMOVED_AT_ONCE)
              .update();
    } while (removed == REMOVED_AT_ONCE);
  }

  private OffsetDateTime now() {
    return clock.instant().atOffset(UTC);
  }
}
