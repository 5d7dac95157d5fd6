package ai.bizcrush.extapi.identity;

import static java.time.ZoneOffset.UTC;

import ai.bizcrush.extapi.shared.UserId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The users, and the addresses that were proven to be theirs. Blocking: every method queries. */
@Component
public class Users {

  private final JdbcClient jdbc;
  private final Clock clock;
  private final ApplicationEventPublisher events;

  Users(JdbcClient jdbc, Clock clock, ApplicationEventPublisher events) {
    this.jdbc = jdbc;
    this.clock = clock;
    this.events = events;
  }

  public Optional<User> find(UserId id) {
    return jdbc.sql("select id, display_name, created_at from app_user where id = ?")
        .param(id.value())
        .query(Users::user)
        .optional();
  }

  /** The user who has proven that the address is theirs. */
  public Optional<User> findByEmail(EmailAddress address) {
    return jdbc.sql(
            """
            select u.id, u.display_name, u.created_at
            from verified_email e join app_user u on u.id = e.user_id
            where e.address = ?
            """)
        .param(address.value())
        .query(Users::user)
        .optional();
  }

  /** Who has proven that which of the addresses is theirs; nobody's are left out. */
  public Map<EmailAddress, UserId> owners(Collection<EmailAddress> addresses) {
    var owners = new HashMap<EmailAddress, UserId>();
    if (!addresses.isEmpty()) {
      jdbc.sql("select address, user_id from verified_email where address = any(?)")
          .param(addresses.stream().map(EmailAddress::value).toArray(String[]::new))
          .query(
              row -> {
                owners.put(
                    new EmailAddress(row.getString("address")),
                    new UserId(row.getString("user_id")));
              });
    }
    return owners;
  }

  /** Those of the ids that are users'. */
  public Set<UserId> existing(Collection<UserId> ids) {
    return ids.isEmpty()
        ? Set.of()
        : Set.copyOf(
            jdbc.sql("select id from app_user where id = any(?)")
                .param(ids.stream().map(UserId::value).toArray(String[]::new))
                .query((row, index) -> new UserId(row.getString("id")))
                .list());
  }

  /** How the users are shown; ids that are nobody's are left out. */
  public List<Profile> profiles(Collection<UserId> ids) {
    return ids.isEmpty()
        ? List.of()
        : jdbc.sql(
                """
                select u.id, u.display_name,
                  (select e.address from verified_email e where e.user_id = u.id
                   order by e.verified_at, e.address limit 1) as address
                from app_user u where u.id = any(?)
                """)
            .param(ids.stream().map(UserId::value).toArray(String[]::new))
            .query(Users::profile)
            .list();
  }

  /**
   * How those of the users are shown who come next by name, in the order of code points.
   *
   * @param from those who are called exactly so are all among them, too
   * @param most how many of those after it; more where they share the last name
   */
  public List<Profile> profilesByName(Collection<UserId> ids, String from, int most) {
    return ids.isEmpty()
        ? List.of()
        : jdbc.sql(
                """
                with asked as (
                  select id, display_name collate "C" as name from app_user where id = any(:ids)
                ), next as (
                  (select * from asked where name = :from)
                  union all
                  (select * from asked where name > :from
                   order by name fetch first :most rows with ties)
                )
                select id, name as display_name,
                  (select e.address from verified_email e where e.user_id = next.id
                   order by e.verified_at, e.address limit 1) as address
                from next
                """)
            .param("ids", ids.stream().map(UserId::value).toArray(String[]::new))
            .param("from", from)
            .param("most", most)
            .query(Users::profile)
            .list();
  }

  /** The user's verified addresses, the oldest first. */
  public List<EmailAddress> emails(UserId id) {
    return jdbc.sql(
            "select address from verified_email where user_id = ? order by verified_at, address")
        .param(id.value())
        .query((row, index) -> new EmailAddress(row.getString("address")))
        .list();
  }

  /** Whether there is no user at all. */
  public boolean isEmpty() {
    return !jdbc.sql("select exists (select from app_user)").query(Boolean.class).single();
  }

  /** Creates a user without any address; without a password there is no way to log in by one. */
  @Transactional
  public User create(Name displayName, @Nullable PasswordHash password) {
    var user = new User(UserId.random(), displayName, clock.instant());
    jdbc.sql(
            """
            insert into app_user (id, display_name, password_hash, created_at)
            values (?, ?, ?, ?)
            """)
        .param(user.id().value())
        .param(displayName.value())
        .param(password == null ? null : password.encoded())
        .param(user.createdAt().atOffset(UTC))
        .update();
    return user;
  }

  /**
   * Stores that the address is the user's, and announces it as {@link EmailVerified}. Does nothing
   * if that is known already.
   *
   * @throws EmailInUse if it is another user's
   */
  @Transactional
  public void addVerifiedEmail(UserId id, EmailAddress address) {
    int added =
        jdbc.sql(
                """
                insert into verified_email (address, user_id, verified_at) values (?, ?, ?)
                on conflict (address) do nothing
                """)
            .param(address.value())
            .param(id.value())
            .param(clock.instant().atOffset(UTC))
            .update();
    if (added == 1) {
      events.publishEvent(new EmailVerified(id, address));
    } else if (!emails(id).contains(address)) {
      throw new EmailInUse();
    }
  }

  private static Profile profile(ResultSet row, int index) throws SQLException {
    String address = row.getString("address");
    return new Profile(
        new UserId(row.getString("id")),
        new Name(row.getString("display_name")),
        address == null ? null : new EmailAddress(address));
  }

  private static User user(ResultSet row, int index) throws SQLException {
    Instant createdAt = row.getObject("created_at", OffsetDateTime.class).toInstant();
    return new User(
        new UserId(row.getString("id")), new Name(row.getString("display_name")), createdAt);
  }
}
