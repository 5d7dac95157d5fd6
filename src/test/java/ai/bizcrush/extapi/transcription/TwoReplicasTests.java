package ai.bizcrush.extapi.transcription;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ai.bizcrush.extapi.ServiceProcess;
import ai.bizcrush.extapi.SyntheticSpeech;
import ai.bizcrush.extapi.database.TestDatabase;
import ai.bizcrush.extapi.web.Http;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two processes on one database: a request may land anywhere, and one of them may die. */
class TwoReplicasTests {

  private static final String KEY = "sk-prod-two-replicas-00000000000000000000000000000";
  private static final byte[] AUDIO = SyntheticSpeech.noise(Duration.ofSeconds(2), 8000, 2).wav();

  @TempDir Path folder;
  final AtomicInteger calls = new AtomicInteger();
  final CountDownLatch begun = new CountDownLatch(1);
  final CountDownLatch release = new CountDownLatch(1);
  HttpServer engine;
  ServiceProcess first;
  ServiceProcess second;

  @BeforeEach
  void start() throws Exception {
    engine = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
    engine.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    engine.createContext(
        "/v1/audio/transcriptions",
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          int call = calls.incrementAndGet();
          begun.countDown();
          if (call == 1) {
            awaitRelease();
          }
          byte[] reply =
              ("{\"task\":\"transcribe\",\"language\":\"english\",\"duration\":2.0,"
                      + "\"text\":\"Both replicas agree.\",\"segments\":[{\"id\":0,\"start\":0.0,"
                      + "\"end\":2.0,\"text\":\" Both replicas agree.\",\"avg_logprob\":-0.1}]}")
                  .getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().add("Content-Type", "application/json");
          exchange.sendResponseHeaders(200, reply.length);
          exchange.getResponseBody().write(reply);
          exchange.close();
        });
    engine.start();
    var database = TestDatabase.create();
    first = ServiceProcess.start(folder.resolve("first"), settings(database));
    first.awaitReady();
    second = ServiceProcess.start(folder.resolve("second"), settings(database));
    second.awaitReady();
  }

  @AfterEach
  void stop() throws Exception {
    release.countDown();
    first.close();
    second.close();
    engine.stop(0);
  }

  private Map<String, String> settings(TestDatabase database) {
    var settings = database.settings();
    settings.put("extapi.provisioning.users[0].email", "two@example.com");
    settings.put("extapi.provisioning.users[0].api-keys[0].key", KEY);
    settings.put("extapi.providers.remote.type", "openai");
    settings.put("extapi.providers.remote.model", "whisper-1");
    settings.put(
        "extapi.providers.remote.base-url", "http://127.0.0.1:" + engine.getAddress().getPort());
    settings.put("extapi.stt.file.route[0]", "remote");
    settings.put("db-scheduler.heartbeat-interval", "1s");
    return settings;
  }

  private void awaitRelease() throws IOException {
    try {
      release.await();
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  private static HttpResponse<String> send(ServiceProcess replica) throws Exception {
    try (Http http = replica.http()) {
      return http.send(
          http.to("/v1/stt?session_id=both")
              .header("X-API-Key", KEY)
              .header("Content-Type", "audio/wav")
              .POST(BodyPublishers.ofByteArray(AUDIO)));
    }
  }

  private long uploads(String replica) throws IOException {
    try (var files =
        Files.newDirectoryStream(folder.resolve(replica + "/data/transcription"), "*.upload")) {
      return StreamSupport.stream(files.spliterator(), false).count();
    }
  }

  @Test
  void aRetryOnTheOtherReplicaJoinsTheRunningWork() throws Exception {
    try (var clients = Executors.newVirtualThreadPerTaskExecutor()) {
      var original = clients.submit(() -> send(first));
      begun.await();
      var retry = clients.submit(() -> send(second));
      await().until(() -> uploads("second") == 1);
      release.countDown();

      assertThat(original.get().statusCode()).as(original.get().body()).isEqualTo(200);
      assertThat(retry.get().body()).isEqualTo(original.get().body());
    }
    assertThat(send(second).body()).contains("Both replicas agree.");
    assertThat(calls).hasValue(1);
  }

  @Test
  void aReplicaThatDiesLeavesItsWorkToTheOther() throws Exception {
    try (var clients = Executors.newVirtualThreadPerTaskExecutor()) {
      var original = clients.submit(() -> send(first));
      begun.await();
      var retry = clients.submit(() -> send(second));
      await().until(() -> uploads("second") == 1);

      first.kill();

      assertThat(retry.get().statusCode()).as(retry.get().body()).isEqualTo(200);
      assertThat(retry.get().body()).contains("Both replicas agree.");
      original.cancel(true);
    }
    assertThat(calls).hasValue(2);
  }
}
