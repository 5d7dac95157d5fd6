package ai.bizcrush.extapi.identity;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** A real database that can go away or freeze, and that counts how often it is asked. */
public final class SwitchedDataSource extends DelegatingDataSource {

  private final DataSource database;
  private final AtomicInteger connections = new AtomicInteger();
  private volatile DataSource reached;
  private volatile CountDownLatch thawed = new CountDownLatch(0);

  SwitchedDataSource(DataSource database) {
    super(database);
    this.database = database;
    this.reached = database;
  }

  @Override
  public Connection getConnection() throws SQLException {
    connections.incrementAndGet();
    try {
      thawed.await();
    } catch (InterruptedException e) {
      throw new SQLException(e);
    }
    return reached.getConnection();
  }

  /** Every statement outside a transaction takes one. */
  public int connections() {
    return connections.get();
  }

  /** From now on connections are refused. */
  public void goAway() {
    try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      reached =
          new DriverManagerDataSource(
              "jdbc:postgresql://127.0.0.1:%d/away".formatted(free.getLocalPort()));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** From now on nothing is answered until it is back. */
  public void freeze() {
    thawed = new CountDownLatch(1);
  }

  public void comeBack() {
    reached = database;
    thawed.countDown();
  }
}
