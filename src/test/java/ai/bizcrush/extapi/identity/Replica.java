package ai.bizcrush.extapi.identity;

import ai.bizcrush.extapi.database.TestDatabase;
import ai.bizcrush.extapi.site.PublicUrls;
import com.github.benmanes.caffeine.cache.Ticker;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.MapPropertySource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.EnableTransactionManagement;

/** This module alone, as one replica of several on one database, with a clock to turn by hand. */
public final class Replica implements AutoCloseable {

  private final AtomicLong nanos = new AtomicLong(System.nanoTime());
  private final SwitchedDataSource database;
  private final AnnotationConfigApplicationContext context =
      new AnnotationConfigApplicationContext();

  private Replica(TestDatabase database, Map<String, Object> properties) {
    this.database = new SwitchedDataSource(database.dataSource());
    var all = new HashMap<>(properties);
    all.putIfAbsent("spring.datasource.url", database.url());
    context.getEnvironment().getPropertySources().addFirst(new MapPropertySource("replica", all));
    context.registerBean(DataSource.class, () -> this.database);
    context.registerBean("apiKeyTicker", Ticker.class, () -> (Ticker) nanos::get);
    context.register(Wiring.class);
    context.refresh();
  }

  public static Replica on(TestDatabase database) {
    return on(database, Map.of());
  }

  public static Replica on(TestDatabase database, Map<String, Object> properties) {
    return new Replica(database, properties);
  }

  public <T> T get(Class<T> type) {
    return context.getBean(type);
  }

  public Users users() {
    return get(Users.class);
  }

  public JdbcClient jdbc() {
    return get(JdbcClient.class);
  }

  public SwitchedDataSource database() {
    return database;
  }

  /** Lets time pass for what ages: answers about keys, but not for timeouts. */
  public void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
  }

  @Override
  public void close() {
    context.close();
  }

  /**
   * What Spring Boot and the other modules contribute. Without {@code @Configuration}, so that no
   * test of the whole application finds it.
   */
  @EnableTransactionManagement
  @ComponentScan("ai.bizcrush.extapi.identity")
  @Import(PublicUrls.class)
  public static class Wiring {

    @Bean
    JdbcClient jdbcClient(DataSource database) {
      return JdbcClient.create(database);
    }

    @Bean
    PlatformTransactionManager transactionManager(DataSource database) {
      return new JdbcTransactionManager(database);
    }

    @Bean
    Clock clock() {
      return Clock.tick(Clock.systemUTC(), Duration.ofNanos(1000));
    }

    @Bean
    MeterRegistry meters() {
      return new SimpleMeterRegistry();
    }
  }
}
