package ai.bizcrush.extapi.identity.provisioning;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Lets replicas that start at once create accounts one after the other. */
@Component
class StartLock {

  /** Any number, as long as nobody else takes advisory locks by it: "identity" in ASCII. */
  private static final long ID = 0x6964656e74697479L;

  private final JdbcClient jdbc;

  StartLock(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Waits for the lock, which is held until the caller's transaction ends. */
  @Transactional(propagation = Propagation.MANDATORY)
  public void acquire() {
    jdbc.sql("set local lock_timeout = '30s'").update();
    jdbc.sql("set local statement_timeout = '30s'").update();
    jdbc.sql("select pg_advisory_xact_lock(?)").param(ID).query(row -> {});
  }
}
