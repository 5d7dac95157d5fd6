package ai.bizcrush.extapi.web;

import ai.bizcrush.extapi.proto.SessionTTSRequest;
import ai.bizcrush.extapi.proto.SessionTTSResponse;
import ai.bizcrush.extapi.shared.ApiException;
import ai.bizcrush.extapi.shared.Caller;
import ai.bizcrush.extapi.shared.Cursor;
import ai.bizcrush.extapi.shared.ErrorCode;
import ai.bizcrush.extapi.shared.UserId;
import com.fasterxml.jackson.annotation.JacksonInject;
import com.fasterxml.jackson.annotation.OptBoolean;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.PositiveOrZero;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.thymeleaf.autoconfigure.ThymeleafAutoConfiguration;
import org.springframework.boot.tomcat.autoconfigure.actuate.web.server.TomcatReactiveManagementContextAutoConfiguration;
import org.springframework.boot.tomcat.autoconfigure.reactive.TomcatReactiveWebServerAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Import;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The API listener with a controller that shows what the groundwork does, and no database. */
@EnableAutoConfiguration(
    exclude = {
      DataSourceAutoConfiguration.class,
      FlywayAutoConfiguration.class,
      TomcatReactiveWebServerAutoConfiguration.class,
      TomcatReactiveManagementContextAutoConfiguration.class,
      ThymeleafAutoConfiguration.class
    })
@ComponentScan("ai.bizcrush.extapi.web")
@ConfigurationPropertiesScan("ai.bizcrush.extapi.web")
@Import(ApiListener.Examples.class)
class ApiListener {

  static final String KEY = "sk-test-known";
  static final AtomicReference<CountDownLatch> INTERRUPTED =
      new AtomicReference<>(new CountDownLatch(1));
  static final AtomicReference<CountDownLatch> WAITING =
      new AtomicReference<>(new CountDownLatch(1));

  @Bean
  Authenticator authenticator() {
    var alice = new Caller(new UserId("alice00000"), "key-alice");
    return credentials ->
        switch (credentials.keys().size()) {
          case 0 ->
              CompletableFuture.failedFuture(
                  new ApiException(ErrorCode.UNAUTHENTICATED, "Missing authorization"));
          case 1 ->
              credentials.keys().contains(KEY)
                  ? CompletableFuture.completedFuture(alice)
                  : invalid();
          default -> invalid();
        };
  }

  private static CompletableFuture<Caller> invalid() {
    return CompletableFuture.failedFuture(
        new ApiException(ErrorCode.UNAUTHENTICATED, "Invalid API key"));
  }

  @Bean
  ProtobufForm<Speech, SessionTTSRequest> speechForm() {
    return new ProtobufForm<>(
        Speech.class,
        SessionTTSRequest.parser(),
        m -> new Speech(m.getSessionId(), m.getText()),
        s -> {
          throw new UnsupportedOperationException();
        });
  }

  @Bean
  ProtobufForm<Spoken, SessionTTSResponse> spokenForm() {
    return new ProtobufForm<>(
        Spoken.class,
        SessionTTSResponse.parser(),
        m -> new Spoken(m.getAudioUrl()),
        s -> SessionTTSResponse.newBuilder().setAudioUrl(s.audioUrl()).build());
  }

  record Speech(@NotBlank String sessionId, @NotBlank String text) {}

  record Spoken(String audioUrl) {}

  record Nested(@NotBlank String text) {}

  record Everything(
      @NotBlank String name,
      @Nullable String title,
      @Nullable @PositiveOrZero Integer limit,
      @Nullable Long big,
      @Nullable Boolean flag,
      @Nullable Instant since,
      @Nullable Cursor cursor,
      @CommaSeparated @Nullable List<String> languages,
      @Nullable List<String> keywords,
      @Nullable @Valid Nested nested) {}

  record Optional(@Nullable String title) {}

  record Required(@NotNull Integer count) {}

  record Audio(
      @Nullable String label,
      @JacksonInject(useInput = OptBoolean.FALSE, optional = OptBoolean.TRUE)
          @Nullable Upload file) {}

  @RestController
  @RequestMapping("/v1")
  static class Examples {

    @PostMapping("/everything")
    Everything everything(@RequestBody Everything request) {
      return request;
    }

    @PostMapping("/optional")
    Map<String, Object> optional(@RequestBody Optional request) {
      return Map.of("title", String.valueOf(request.title()));
    }

    @PostMapping("/required")
    Required required(@RequestBody Required request) {
      return request;
    }

    @PostMapping("/caller")
    Map<String, Object> caller(Caller caller) {
      return Map.of("user", caller.user().value(), "virtual", Thread.currentThread().isVirtual());
    }

    @PostMapping("/speech")
    Spoken speech(@RequestBody Speech request) {
      return new Spoken("said " + request.text());
    }

    @PostMapping("/audio")
    Map<String, Object> audio(@RequestBody Audio request) throws IOException {
      var file = request.file();
      return file == null
          ? Map.of("label", String.valueOf(request.label()))
          : Map.of(
              "label",
              String.valueOf(request.label()),
              "size",
              file.size(),
              "sha256",
              file.sha256(),
              "on_disk",
              Files.size(file.file()),
              "path",
              file.file().toString());
    }

    @PostMapping("/wait")
    String waitForEver() throws InterruptedException {
      WAITING.get().countDown();
      try {
        new CountDownLatch(1).await();
        return "";
      } catch (InterruptedException e) {
        INTERRUPTED.get().countDown();
        throw e;
      }
    }

    @PostMapping("/fail")
    String fail() {
      throw new IllegalStateException("secret detail", new RuntimeException("deeper secret"));
    }

    @PostMapping("/database-away")
    String databaseAway() {
      throw new DataAccessResourceFailureException("jdbc:postgresql://secret");
    }

    @PostMapping("/large")
    Map<String, Object> large() {
      return Map.of("text", "word ".repeat(10_000));
    }

    @Anonymous
    @GetMapping("/anonymous")
    Map<String, Object> anonymous() {
      return Map.of("now", Instant.parse("2025-01-15T09:00:00Z"));
    }
  }
}
