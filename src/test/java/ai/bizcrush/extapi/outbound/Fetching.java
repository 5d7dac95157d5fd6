package ai.bizcrush.extapi.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import ai.bizcrush.extapi.outbound.FetchFailed.Reason;
import ai.bizcrush.extapi.shared.ApiException;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import javax.net.ssl.SSLContext;
import org.apache.hc.core5.ssl.SSLContexts;
import org.springframework.util.unit.DataSize;

/** A fetcher with short time-outs, a scripted name service and a target file. */
final class Fetching implements AutoCloseable {

  static final FetchLimits LIMITS =
      new FetchLimits(
          DataSize.ofBytes(1000),
          Duration.ofSeconds(5),
          Duration.ofSeconds(20),
          Duration.ofSeconds(20),
          Duration.ofSeconds(60),
          5);

  final ScriptedResolver names = new ScriptedResolver();
  final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  final Path target;
  private final SafeFetch fetch;

  Fetching(Path directory, String... allow) {
    this(directory, SSLContexts.createDefault(), allow);
  }

  Fetching(Path directory, SSLContext tls, String... allow) {
    var settings =
        new OutboundSettings(
            Arrays.asList(allow),
            LIMITS.connect(),
            LIMITS.firstByte(),
            LIMITS.idle(),
            LIMITS.total(),
            5);
    this.target = directory.resolve("target");
    this.fetch = new SafeFetch(settings, names, tls, meters);
  }

  Fetched fetch(String url) throws Exception {
    return fetch(url, LIMITS);
  }

  /** On a virtual thread, where it belongs. */
  Fetched fetch(String url, FetchLimits limits) throws Exception {
    var task = new FutureTask<>(() -> fetch.fetch(url, target, limits));
    Thread.ofVirtual().start(task);
    try {
      return task.get();
    } catch (ExecutionException e) {
      throw (Exception) e.getCause();
    }
  }

  SafeFetch service() {
    return fetch;
  }

  void assertFails(String url, Reason reason) {
    assertFails(url, LIMITS, reason);
  }

  void assertFails(String url, FetchLimits limits, Reason reason) {
    Throwable failure = catchThrowable(() -> fetch(url, limits));

    assertThat(failure).as(url).isInstanceOf(FetchFailed.class).hasNoCause();
    assertThat(((FetchFailed) failure).reason()).as(url).isEqualTo(reason);
    assertNothingLeft(failure);
  }

  void assertFailsWith(String url, String message) {
    Throwable failure = catchThrowable(() -> fetch(url));

    assertThat(failure).isInstanceOf(FetchFailed.class).hasNoCause().hasMessage(message);
    assertNothingLeft(failure);
  }

  void assertTooLarge(String url, FetchLimits limits) {
    Throwable failure = catchThrowable(() -> fetch(url, limits));

    assertThat(failure)
        .isInstanceOf(FetchTooLarge.class)
        .hasNoCause()
        .hasMessage("File too large")
        .extracting(e -> ((ApiException) e).code().status())
        .isEqualTo(413);
    assertNothingLeft(failure);
  }

  private void assertNothingLeft(Throwable failure) {
    assertThat(List.of(failure.getSuppressed())).isEmpty();
    assertThat(target).doesNotExist();
  }

  @Override
  public void close() {
    fetch.close();
  }
}
