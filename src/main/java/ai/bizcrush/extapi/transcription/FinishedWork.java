package ai.bizcrush.extapi.transcription;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.concurrent.CountDownLatch;
import org.springframework.stereotype.Component;

/** Wakes requests that wait for work which ends on this replica. */
@Component
class FinishedWork {

  /** Weak: a latch that nobody waits on any more is gone by itself. */
  private final Cache<String, CountDownLatch> latches = Caffeine.newBuilder().weakValues().build();

  /** Opens when the work has ended here; work that ends elsewhere never opens it. */
  CountDownLatch latch(String workId) {
    return latches.get(workId, id -> new CountDownLatch(1));
  }

  void tell(String workId) {
    var latch = latches.asMap().remove(workId);
    if (latch != null) {
      latch.countDown();
    }
  }
}
