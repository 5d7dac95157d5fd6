package ai.bizcrush.extapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ai.bizcrush.extapi.web.Http;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The service as a newcomer starts it: what it prints, what it survives. */
class EmbeddedDefaultsTests {

  private static final Pattern KEY = Pattern.compile("sk-prod-[A-Za-z0-9_-]{43}");

  @TempDir Path folder;

  @Test
  void aFirstStartIsReadyToBeUsedAndSurvivesEveryKill() throws Exception {
    String key;
    try (var service = ServiceProcess.start(folder, Map.of()).awaitReady()) {
      key = printedKey(service.output());
      Path firstRun = folder.resolve("data/first-run.txt");
      assertThat(Files.readString(firstRun)).contains(key);
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(firstRun)))
          .isEqualTo("rw-------");
      assertThat(service.output()).contains("API ").contains("site ").contains("management ");
      assertThat(known(service, key)).isTrue();
      try (var site = service.site()) {
        assertThat(site.send(site.to("/").GET()).body()).contains("extapi");
      }

      databaseDiesAlone(service, key);
      service.kill();
    }

    try (var service = ServiceProcess.start(folder, Map.of()).awaitReady()) {
      assertThat(service.output()).doesNotContain(key);
      assertThat(known(service, key)).isTrue();
      aSecondInstanceIsRefused(service, key);

      ProcessHandle postgres = postgres();
      service.kill();
      postgres.destroyForcibly();
      postgres.onExit().join();
    }

    try (var service = ServiceProcess.start(folder, Map.of()).awaitReady()) {
      assertThat(known(service, key)).isTrue();

      assertThat(service.terminate()).isEqualTo(143);
      assertThat(Files.exists(folder.resolve("data/pg18/cluster/postmaster.pid"))).isFalse();
    }
  }

  private void databaseDiesAlone(ServiceProcess service, String key) throws Exception {
    ProcessHandle postgres = postgres();

    postgres.destroyForcibly();
    postgres.onExit().join();

    await()
        .atMost(Duration.ofSeconds(10))
        .until(
            () -> {
              var reply = ask(service, key);
              assertThat(reply.statusCode()).as(reply.body()).isIn(404, 503);
              if (reply.statusCode() == 503) {
                assertThat(reply.headers().firstValue("Retry-After")).isPresent();
              }
              return reply.statusCode() == 404;
            });
  }

  private void aSecondInstanceIsRefused(ServiceProcess first, String key) throws Exception {
    try (var second = ServiceProcess.start(folder, Map.of())) {
      await().atMost(Duration.ofSeconds(60)).until(() -> !second.isAlive());

      assertThat(second.output()).contains("in use");
    }
    assertThat(known(first, key)).isTrue();
  }

  private boolean known(ServiceProcess service, String key) throws Exception {
    return ask(service, key).statusCode() == 404;
  }

  /** One query behind a key: the session is unknown. */
  private HttpResponse<String> ask(ServiceProcess service, String key) throws Exception {
    try (Http http = service.http()) {
      return http.post("/v1/stt/result", key, "{\"session_id\":\"none\"}");
    }
  }

  private ProcessHandle postgres() throws IOException {
    long pid =
        Long.parseLong(
            Files.readAllLines(folder.resolve("data/pg18/cluster/postmaster.pid"))
                .getFirst()
                .strip());
    return ProcessHandle.of(pid).orElseThrow();
  }

  private static String printedKey(String output) {
    var key = KEY.matcher(output);
    assertThat(key.find()).as(output).isTrue();
    return key.group();
  }
}
