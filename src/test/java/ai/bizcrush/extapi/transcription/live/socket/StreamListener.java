package ai.bizcrush.extapi.transcription.live.socket;

import ai.bizcrush.extapi.shared.ApiException;
import ai.bizcrush.extapi.shared.Caller;
import ai.bizcrush.extapi.shared.ErrorCode;
import ai.bizcrush.extapi.shared.UserId;
import ai.bizcrush.extapi.transcription.live.wire.ConfigReader;
import ai.bizcrush.extapi.web.Authenticator;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.thymeleaf.autoconfigure.ThymeleafAutoConfiguration;
import org.springframework.boot.tomcat.autoconfigure.actuate.web.server.TomcatReactiveManagementContextAutoConfiguration;
import org.springframework.boot.tomcat.autoconfigure.reactive.TomcatReactiveWebServerAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.FilterType;
import org.springframework.context.annotation.Import;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** The API listener with streams, a scripted session behind them, and no database. */
@EnableAutoConfiguration(
    exclude = {
      DataSourceAutoConfiguration.class,
      FlywayAutoConfiguration.class,
      TomcatReactiveWebServerAutoConfiguration.class,
      TomcatReactiveManagementContextAutoConfiguration.class,
      ThymeleafAutoConfiguration.class
    })
@ComponentScan(
    basePackages = {"ai.bizcrush.extapi.web", "ai.bizcrush.extapi.transcription.live.socket"},
    excludeFilters =
        @ComponentScan.Filter(type = FilterType.ASSIGNABLE_TYPE, classes = KnownGuests.class))
@ConfigurationPropertiesScan({
  "ai.bizcrush.extapi.web",
  "ai.bizcrush.extapi.transcription.live.socket"
})
@Import({ConfigReader.class, StreamListener.Slow.class})
class StreamListener {

  static final String ALICE = "sk-test-alice";
  static final String BOB = "sk-test-bob";

  /** Is looked up beside the loop, when the test says so. */
  static final String LATER = "sk-test-later";

  static final String AWAY = "sk-test-database-away";
  static final String TOKEN = "st-test-token";

  @Bean
  ScriptedStreams streams() {
    return new ScriptedStreams();
  }

  @Bean
  Keeper keeper() {
    return new Keeper();
  }

  @Bean
  Authenticator authenticator(Keeper keeper) {
    return credentials ->
        switch (credentials.keys().size()) {
          case 0 -> Keeper.refuse("Missing authorization");
          case 1 -> keeper.authenticate(credentials.keys().iterator().next());
          default -> Keeper.refuse("Invalid API key");
        };
  }

  static Caller caller(String name) {
    return new Caller(new UserId((name + "00000000").substring(0, 10)), "key-" + name);
  }

  /** Knows three keys and one token. */
  static final class Keeper implements Guests {

    final AtomicReference<CompletableFuture<Caller>> later =
        new AtomicReference<>(new CompletableFuture<>());
    final Set<String> revoked = ConcurrentHashMap.newKeySet();

    CompletionStage<Caller> authenticate(String key) {
      return switch (key) {
        case ALICE -> CompletableFuture.completedFuture(caller("alice"));
        case BOB -> CompletableFuture.completedFuture(caller("bob"));
        case LATER -> later.get();
        case AWAY ->
            CompletableFuture.failedFuture(
                ApiException.unavailable("Temporarily unavailable", Duration.ofSeconds(1), null));
        default -> refuse("Invalid API key");
      };
    }

    @Override
    public CompletionStage<Caller> redeem(String token) {
      return token.equals(TOKEN)
          ? CompletableFuture.supplyAsync(() -> caller("guest"))
          : refuse("Invalid API key");
    }

    @Override
    public boolean isWelcome(Caller caller) {
      return !revoked.contains(caller.keyId());
    }

    static CompletionStage<Caller> refuse(String why) {
      return CompletableFuture.failedFuture(new ApiException(ErrorCode.UNAUTHENTICATED, why));
    }
  }

  /** An ordinary endpoint beside the stream, that takes its time. */
  @RestController
  static class Slow {

    static final AtomicReference<CompletableFuture<String>> REPLY =
        new AtomicReference<>(new CompletableFuture<>());

    @PostMapping("/v1/slow")
    String slow() {
      return REPLY.get().join();
    }
  }
}
