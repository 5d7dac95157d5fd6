package ai.bizcrush.extapi.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BatchesTests {

  private final List<List<Integer>> done = new CopyOnWriteArrayList<>();
  private final CountDownLatch begun = new CountDownLatch(1);
  private final CountDownLatch open = new CountDownLatch(1);
  private final Batches<Integer> batches = new Batches<>("test", 3, this::work);

  private void work(List<Integer> batch) {
    begun.countDown();
    try {
      open.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    done.add(batch);
  }

  @Test
  void whatArrivesDuringABatchIsTheNextOne() throws InterruptedException {
    batches.offer(1);
    begun.await();
    List.of(2, 3, 4).forEach(batches::offer);

    open.countDown();
    batches.finish(Duration.ofSeconds(10));

    assertThat(done).containsExactly(List.of(1), List.of(2, 3, 4));
  }

  @Test
  void tooManyWaitingAreTurnedAway() {
    List<Boolean> taken = IntStream.range(0, 20).mapToObj(batches::offer).toList();

    assertThat(taken).contains(false);
    open.countDown();
  }

  @Test
  void oneBatchRunsAtATimeAndNothingIsForgotten() throws InterruptedException {
    var running = new AtomicInteger();
    var mostRunning = new AtomicInteger();
    var seen = new ArrayList<Integer>();
    var many =
        new Batches<Integer>(
            "test",
            100_000,
            batch -> {
              mostRunning.accumulateAndGet(running.incrementAndGet(), Math::max);
              seen.addAll(batch);
              running.decrementAndGet();
            });

    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      IntStream.range(0, 20_000).forEach(i -> threads.submit(() -> many.offer(i)));
    }

    many.finish(Duration.ofSeconds(10));
    assertThat(seen).hasSize(20_000).doesNotHaveDuplicates();
    assertThat(mostRunning).hasValue(1);
  }
}
