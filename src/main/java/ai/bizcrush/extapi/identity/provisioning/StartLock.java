package ai.bizcrush.extapi.identity.provisioning;

import java.time.Duration;
import org.springframework.dao.CannotAcquireLockException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Lets replicas that start at once create accounts one after the other. */
@Component
class StartLock {

  /** Any number, as long as nobody else takes advisory locks by it: "identity" in ASCII. */
  private static final long ID = 0x6964656e74697479L;

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration PAUSE = Duration.ofMillis(100);

  private final JdbcClient jdbc;

  StartLock(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * Waits for the lock, which is held until the caller's transaction ends. Asks for it again and
   * again, because one statement that waits as long would be ended by the pool's own limits.
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public void acquire() {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!tryAcquire()) {
      if (System.nanoTime() - deadline > 0) {
        throw new CannotAcquireLockException("another replica creates accounts for too long");
      }
      pause();
    }
  }

  private boolean tryAcquire() {
    return jdbc.sql("select pg_try_advisory_xact_lock(?)").param(ID).query(Boolean.class).single();
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CannotAcquireLockException("interrupted", e);
    }
  }
}
