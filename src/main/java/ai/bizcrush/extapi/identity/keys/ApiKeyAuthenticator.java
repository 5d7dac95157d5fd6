package ai.bizcrush.extapi.identity.keys;

import ai.bizcrush.extapi.shared.ApiException;
import ai.bizcrush.extapi.shared.Caller;
import ai.bizcrush.extapi.shared.Credentials;
import ai.bizcrush.extapi.shared.ErrorCode;
import ai.bizcrush.extapi.web.Authenticator;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.springframework.stereotype.Component;

/** Recognises callers by their API keys. */
@Component
final class ApiKeyAuthenticator implements Authenticator {

  private static final Executor VIRTUAL_THREADS = Thread::startVirtualThread;
  private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

  private final KnownKeys known;
  private final LastUses lastUses;
  private final Map<Outcome, Counter> outcomes;

  ApiKeyAuthenticator(KnownKeys known, LastUses lastUses, MeterRegistry meters) {
    this.known = known;
    this.lastUses = lastUses;
    this.outcomes = Outcome.counters(meters);
  }

  @Override
  public CompletionStage<Caller> authenticate(Credentials credentials) {
    Set<String> keys = credentials.keys();
    return switch (keys.size()) {
      case 0 -> refuse(Outcome.MISSING, unauthenticated("Missing authorization"));
      case 1 -> authenticate(KeyHash.of(keys.iterator().next()));
      default -> refuse(Outcome.INVALID, unauthenticated("Invalid API key"));
    };
  }

  private CompletionStage<Caller> authenticate(KeyHash hash) {
    CompletableFuture<Answer> answer = known.find(hash);
    return answer.isDone()
        ? judge(answer.join())
        : answer.thenComposeAsync(this::judge, VIRTUAL_THREADS);
  }

  private CompletionStage<Caller> judge(Answer answer) {
    return switch (answer) {
      case Answer.Valid(Caller caller, _) -> accept(caller);
      case Answer.Invalid _ -> refuse(Outcome.INVALID, unauthenticated("Invalid API key"));
      case Answer.Unavailable _ ->
          refuse(
              Outcome.UNAVAILABLE,
              ApiException.unavailable("Temporarily unavailable", RETRY_AFTER, null));
    };
  }

  private CompletionStage<Caller> accept(Caller caller) {
    count(Outcome.ACCEPTED);
    lastUses.note(caller.keyId());
    return CompletableFuture.completedFuture(caller);
  }

  private CompletionStage<Caller> refuse(Outcome outcome, ApiException refusal) {
    count(outcome);
    return CompletableFuture.failedFuture(refusal);
  }

  private void count(Outcome outcome) {
    Objects.requireNonNull(outcomes.get(outcome)).increment();
  }

  private static ApiException unauthenticated(String message) {
    return new ApiException(ErrorCode.UNAUTHENTICATED, message);
  }
}
