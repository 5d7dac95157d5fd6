package ai.bizcrush.extapi.identity.keys;

import static java.time.ZoneOffset.UTC;

import ai.bizcrush.extapi.identity.Name;
import ai.bizcrush.extapi.shared.ApiException;
import ai.bizcrush.extapi.shared.ErrorCode;
import ai.bizcrush.extapi.shared.Ulids;
import ai.bizcrush.extapi.shared.UserId;
import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * The keys of each user. A change is seen at once on this replica, and on the others within five
 * seconds. Blocking: every method queries.
 */
@Component
public class ApiKeys {

  /** How many live keys a user may have. */
  public static final int MOST = 5;

  private static final String PREFIX = "sk-prod-";
  private static final int RANDOM_BYTES = 32;
  private static final SecureRandom RANDOM = new SecureRandom();

  private final JdbcClient jdbc;
  private final Clock clock;
  private final ApplicationEventPublisher events;

  ApiKeys(JdbcClient jdbc, Clock clock, ApplicationEventPublisher events) {
    this.jdbc = jdbc;
    this.clock = clock;
    this.events = events;
  }

  /** The user's live keys, the oldest first. */
  public List<ApiKey> list(UserId owner) {
    return jdbc.sql(
            """
            select id, name, last_four, created_at, last_used_at from api_key
            where owner_id = ? and revoked_at is null order by created_at, id
            """)
        .param(owner.value())
        .query(ApiKeys::apiKey)
        .list();
  }

  /**
   * Creates a key.
   *
   * @throws TooManyApiKeys if the user has {@value #MOST} live ones; exact under concurrency
   */
  @Transactional
  public IssuedApiKey create(UserId owner, Name name) {
    byte[] random = new byte[RANDOM_BYTES];
    RANDOM.nextBytes(random);
    String secret = PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    return new IssuedApiKey(add(owner, name, secret), secret);
  }

  /**
   * Creates a key whose secret somebody else has chosen and knows; 409 if it exists or has existed.
   *
   * @throws TooManyApiKeys if the user has {@value #MOST} live ones; exact under concurrency
   */
  @Transactional
  public ApiKey add(UserId owner, Name name, String secret) {
    lock(owner);
    int slot = freeSlot(owner);
    KeyHash hash = KeyHash.of(secret);
    String lastFour = secret.substring(secret.length() - 4);
    var key = new ApiKey(Ulids.next(), name, lastFour, clock.instant(), null);
    int added =
        jdbc.sql(
                """
                insert into api_key (id, owner_id, slot, hash, last_four, name, created_at)
                values (?, ?, ?, ?, ?, ?, ?) on conflict (hash) do nothing
                """)
            .param(key.id())
            .param(owner.value())
            .param(slot)
            .param(hash.hex())
            .param(lastFour)
            .param(name.value())
            .param(key.createdAt().atOffset(UTC))
            .update();
    if (added == 0) {
      throw new ApiException(ErrorCode.ALREADY_EXISTS, "API key already exists");
    }
    events.publishEvent(new ApiKeyCreated(hash));
    return key;
  }

  /** Whose key this is or was: revoked ones are remembered. */
  public Optional<UserId> ownerOf(String secret) {
    return jdbc.sql("select owner_id from api_key where hash = ?")
        .param(KeyHash.of(secret).hex())
        .query((row, index) -> new UserId(row.getString("owner_id")))
        .optional();
  }

  /** Takes a live key back for good; 404 if the user has no such key. */
  @Transactional
  public void revoke(UserId owner, String id) {
    KeyHash hash =
        jdbc.sql(
                """
                update api_key set revoked_at = ?, slot = null
                where id = ? and owner_id = ? and revoked_at is null returning hash
                """)
            .param(clock.instant().atOffset(UTC))
            .param(id)
            .param(owner.value())
            .query((row, index) -> new KeyHash(row.getString("hash")))
            .optional()
            .orElseThrow(() -> ApiException.notFound("API key"));
    events.publishEvent(new ApiKeyRevoked(id, hash));
  }

  /** Two creations for one user follow each other: the second sees the slots that are left. */
  private void lock(UserId owner) {
    boolean exists =
        jdbc.sql("select id from app_user where id = ? for no key update")
            .param(owner.value())
            .query(String.class)
            .optional()
            .isPresent();
    if (!exists) {
      throw ApiException.notFound("User");
    }
  }

  private int freeSlot(UserId owner) {
    return jdbc.sql(
            """
            select slot from generate_series(1, ?) slot
            where not exists (select from api_key k where k.owner_id = ? and k.slot = slot.slot)
            order by slot limit 1
            """)
        .param(MOST)
        .param(owner.value())
        .query(Integer.class)
        .optional()
        .orElseThrow(TooManyApiKeys::new);
  }

  private static ApiKey apiKey(ResultSet row, int index) throws SQLException {
    OffsetDateTime lastUsedAt = row.getObject("last_used_at", OffsetDateTime.class);
    Instant createdAt = row.getObject("created_at", OffsetDateTime.class).toInstant();
    return new ApiKey(
        row.getString("id"),
        new Name(row.getString("name")),
        row.getString("last_four"),
        createdAt,
        lastUsedAt == null ? null : lastUsedAt.toInstant());
  }
}
