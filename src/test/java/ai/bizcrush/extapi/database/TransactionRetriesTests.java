package ai.bizcrush.extapi.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;

class TransactionRetriesTests {

  private final AtomicInteger attempts = new AtomicInteger();
  private JdbcClient jdbc;
  private TransactionRetries retries;

  @BeforeEach
  void create() {
    var source = TestDatabase.create().dataSource();
    jdbc = JdbcClient.create(source);
    retries = new TransactionRetries(new JdbcTransactionManager(source));
    jdbc.sql("CREATE TABLE tried (attempt int PRIMARY KEY)").update();
  }

  /** Writes, then loses as PostgreSQL would let it, the given number of times. */
  private int lose(int times, String state) {
    int attempt = attempts.incrementAndGet();
    jdbc.sql("INSERT INTO tried VALUES (?)").param(attempt).update();
    if (attempt <= times) {
      jdbc.sql("DO $$ BEGIN RAISE EXCEPTION USING ERRCODE = '%s'; END $$".formatted(state))
          .update();
    }
    return attempt;
  }

  private int rows() {
    return jdbc.sql("SELECT count(*) FROM tried").query(Integer.class).single();
  }

  @Test
  void workThatLostTwiceIsCommittedTheThirdTime() {
    int attempt = retries.execute(() -> lose(2, attempts.get() == 0 ? "40001" : "40P01"));

    assertThat(attempt).isEqualTo(3);
    assertThat(rows()).isOne();
  }

  @Test
  void workThatLostThreeTimesFails() {
    assertThatThrownBy(() -> retries.execute(() -> lose(3, "40001")))
        .isInstanceOf(DataAccessException.class);

    assertThat(attempts).hasValue(3);
    assertThat(rows()).isZero();
  }

  @Test
  void anotherFailureIsNotRepeated() {
    assertThatThrownBy(() -> retries.execute(() -> lose(1, "23505")))
        .isInstanceOf(DuplicateKeyException.class);

    assertThat(attempts).hasValue(1);
  }

  @Test
  void itRefusesToRunInsideATransaction() {
    assertThatThrownBy(() -> retries.execute(() -> retries.execute(() -> 1)))
        .isInstanceOf(IllegalStateException.class);
  }
}
