package ai.bizcrush.extapi;

import static org.assertj.core.api.Assertions.assertThat;

import ai.bizcrush.extapi.shared.Caller;
import ai.bizcrush.extapi.transcription.ScriptedEngine;
import ai.bizcrush.extapi.web.Http;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.http.HttpResponse;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** The whole service, two users, a scripted engine in front of the embedded one. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@Import(WholeService.Engines.class)
public abstract class WholeService {

  protected static final String ALICE = "sk-prod-alice-0000000000000000000000000000000000";
  protected static final String BOB = "sk-prod-bob-000000000000000000000000000000000000";
  protected static final String DATA = "target/test-data/service";
  protected static final int AUDIO_PORT = freePort();

  @LocalServerPort protected int port;
  protected Http http;

  @TestConfiguration
  static class Engines {
    @Bean
    ScriptedEngine scriptedEngine() {
      return new ScriptedEngine();
    }

    @Bean
    ThreadEcho threadEcho() {
      return new ThreadEcho();
    }

    @Bean
    Spans spans() {
      return new Spans();
    }
  }

  /** Which thread a controller with a body runs on. */
  @TestComponent
  @RestController
  static class ThreadEcho {
    record Anything(@Nullable String text) {}

    @PostMapping("/v1/thread")
    Map<String, Object> thread(@RequestBody Anything request, Caller caller) {
      return Map.of("virtual", Thread.currentThread().isVirtual());
    }
  }

  @DynamicPropertySource
  static void settings(DynamicPropertyRegistry settings) {
    settings.add("extapi.site.port", () -> "0");
    settings.add("management.server.port", () -> "0");
    settings.add("management.tracing.sampling.probability", () -> "1.0");
    settings.add("extapi.data-dir", () -> DATA);
    settings.add("extapi.limits.requests-per-second", () -> "0");
    settings.add("extapi.outbound.allow[0]", () -> "127.0.0.1:" + AUDIO_PORT);
    settings.add("extapi.providers.scripted.type", () -> "scripted");
    settings.add("extapi.stt.file.route[0]", () -> "scripted");
    for (int i = 0; i < 2; i++) {
      String user = "extapi.provisioning.users[" + i + "].";
      String name = i == 0 ? "alice" : "bob";
      String key = i == 0 ? ALICE : BOB;
      settings.add(user + "email", () -> name + "@example.com");
      settings.add(user + "display-name", () -> name);
      settings.add(user + "password", () -> "correct horse battery staple");
      settings.add(user + "api-keys[0].name", () -> "test");
      settings.add(user + "api-keys[0].key", () -> key);
    }
  }

  @BeforeEach
  void openClient() {
    http = new Http(port);
  }

  @AfterEach
  void closeClient() {
    http.close();
  }

  protected static void assertError(
      HttpResponse<String> reply, int status, String code, String error) {
    assertThat(reply.body())
        .isEqualTo("{\"success\":false,\"error\":\"" + error + "\",\"code\":\"" + code + "\"}");
    assertThat(reply.statusCode()).isEqualTo(status);
  }

  private static int freePort() {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
