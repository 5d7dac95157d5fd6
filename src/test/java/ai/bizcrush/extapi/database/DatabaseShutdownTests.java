package ai.bizcrush.extapi.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;

class DatabaseShutdownTests {

  private static final List<String> answered = new ArrayList<>();

  static class LastUsers {

    @Bean
    AutoCloseable destroyed(JdbcClient jdbc) {
      return () -> query(jdbc, "destroyed");
    }

    /** The phase that stops last. */
    @Bean
    SmartLifecycle stopped(JdbcClient jdbc) {
      return new SmartLifecycle() {

        private boolean running;

        @Override
        public void start() {
          running = true;
        }

        @Override
        public void stop() {
          query(jdbc, "stopped");
          running = false;
        }

        @Override
        public boolean isRunning() {
          return running;
        }

        @Override
        public int getPhase() {
          return Integer.MIN_VALUE;
        }
      };
    }

    private static void query(JdbcClient jdbc, String who) {
      answered.add(jdbc.sql("SELECT ?").param(who).query(String.class).single());
    }
  }

  @Test
  void theDatabaseAnswersUntilEverythingElseHasStopped() throws IOException {
    Path dataDir = TestPostgres.dataDir();

    TestDatabaseContext.run(dataDir, LastUsers.class).close();

    assertThat(answered).containsExactly("stopped", "destroyed");
    assertThat(TestPostgres.processes(dataDir)).isEmpty();
    TestPostgres.remove(dataDir);
  }
}
