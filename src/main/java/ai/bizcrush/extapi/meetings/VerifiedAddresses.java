package ai.bizcrush.extapi.meetings;

import ai.bizcrush.extapi.database.TransactionRetries;
import ai.bizcrush.extapi.identity.EmailVerified;
import ai.bizcrush.extapi.shared.Ulids;
import ai.bizcrush.extapi.shared.UserId;
import com.github.kagkarlsson.scheduler.SchedulerClient;
import java.time.Clock;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Lets users into the meetings to which an address was invited before it was proven theirs. */
@Component
class VerifiedAddresses {

  /** As many as a verification may wait for; somebody may have listed an address very often. */
  private static final int AT_ONCE = 500;

  private final JdbcClient jdbc;
  private final AddressLocks locks;
  private final TransactionRetries transactions;
  private final SchedulerClient scheduler;
  private final Clock clock;

  VerifiedAddresses(
      JdbcClient jdbc,
      AddressLocks locks,
      TransactionRetries transactions,
      @Lazy SchedulerClient scheduler,
      Clock clock) {
    this.jdbc = jdbc;
    this.locks = locks;
    this.transactions = transactions;
    this.scheduler = scheduler;
    this.clock = clock;
  }

  /** The job's data. */
  record Claim(String entry, String user) {}

  /** In the transaction that stores the address. */
  @EventListener
  void on(EmailVerified verified) {
    locks.own(verified.address());
    String entry = ListedId.of(verified.address()).value();
    if (claim(entry, verified.user()) == AT_ONCE) {
      scheduler.scheduleIfNotExists(
          MeetingTasks.CLAIM_ENTRIES
              .instance(Ulids.next())
              .data(new Claim(entry, verified.user().value()))
              .scheduledTo(clock.instant()));
    }
  }

  void claim(Claim claim) {
    var user = new UserId(claim.user());
    while (transactions.execute(() -> claim(claim.entry(), user)) == AT_ONCE) {
      // the next ones
    }
  }

  private int claim(String entry, UserId user) {
    String[] meetings =
        jdbc.sql(
                """
                select meeting_id from meeting_participants
                where entry = ? and user_id is null
                order by meeting_id limit ? for no key update
                """)
            .param(entry)
            .param(AT_ONCE)
            .query(String.class)
            .list()
            .toArray(String[]::new);
    jdbc.sql("update meeting_participants set user_id = ? where meeting_id = any(?) and entry = ?")
        .param(user.value())
        .param(meetings)
        .param(entry)
        .update();
    return meetings.length;
  }
}
