package ai.bizcrush.extapi.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class NameLookupTests {

  private static final Duration LONG = Duration.ofSeconds(20);

  @Test
  void givesAllAddressesInOrder() throws Exception {
    InetAddress first = InetAddress.ofLiteral("8.8.8.8");
    InetAddress second = InetAddress.ofLiteral("::1");

    try (var lookup = new NameLookup(_ -> List.of(first, second))) {
      assertThat(lookup.addressesOf("a.example", LONG)).containsExactly(first, second);
    }
  }

  @Test
  void saysThatThereIsNoSuchHostAndNoMore() {
    HostResolver nobody =
        host -> {
          throw new UnknownHostException(host);
        };

    for (HostResolver resolver : List.of(nobody, _ -> List.of())) {
      try (var lookup = new NameLookup(resolver)) {
        assertThatThrownBy(() -> lookup.addressesOf("a.example", LONG))
            .isInstanceOf(FetchFailed.class)
            .hasNoCause()
            .hasMessage("Cannot fetch URL: host not found");
      }
    }
  }

  @Test
  void doesNotWaitForASilentNameServer() {
    var never = new CountDownLatch(1);

    try (var lookup = new NameLookup(_ -> wait(never))) {
      assertThatThrownBy(() -> lookup.addressesOf("a.example", Duration.ofMillis(50)))
          .hasMessage("Cannot fetch URL: timed out");
    }
  }

  @Test
  void endsWhenItsCallerIsInterrupted() throws Exception {
    var never = new CountDownLatch(1);
    var asked = new CountDownLatch(1);

    try (var lookup =
        new NameLookup(
            _ -> {
              asked.countDown();
              return wait(never);
            })) {
      var task = new FutureTask<>(() -> lookup.addressesOf("a.example", LONG));
      Thread caller = Thread.ofVirtual().start(task);
      asked.await();
      caller.interrupt();

      assertThatThrownBy(task::get).hasCauseInstanceOf(InterruptedException.class);
    }
  }

  private static List<InetAddress> wait(CountDownLatch latch) throws UnknownHostException {
    try {
      latch.await();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    throw new UnknownHostException();
  }
}
