package ai.bizcrush.extapi.meetings;

import ai.bizcrush.extapi.identity.EmailAddress;
import java.util.Collection;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Lets an address be listed and be verified only one after the other, so that the later sees the
 * earlier. Both last until the transaction ends. Addresses share a few locks: a list of hundreds
 * must not fill the database's table of them.
 */
@Component
class AddressLocks {

  private static final int FAMILY = 0x6d656574;
  private static final int BUCKETS = 64;

  private final JdbcClient jdbc;

  AddressLocks(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Keeps the addresses from being verified. */
  void share(Collection<EmailAddress> addresses) {
    lock("pg_advisory_xact_lock_shared", addresses);
  }

  /** Keeps the address from being listed. */
  void own(EmailAddress address) {
    lock("pg_advisory_xact_lock", List.of(address));
  }

  private void lock(String function, Collection<EmailAddress> addresses) {
    if (addresses.isEmpty()) {
      return;
    }
    Integer[] buckets =
        addresses.stream()
            .map(address -> Math.floorMod(address.value().hashCode(), BUCKETS))
            .distinct()
            .sorted()
            .toArray(Integer[]::new);
    jdbc.sql("select " + function + "(?, bucket) from unnest(?::int[]) bucket")
        .param(FAMILY)
        .param(buckets)
        .query((row, n) -> n)
        .list();
  }
}
