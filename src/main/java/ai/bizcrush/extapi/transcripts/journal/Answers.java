package ai.bizcrush.extapi.transcripts.journal;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The outcomes of a batch, brought to each loop by one task. */
final class Answers {

  private static final Logger log = LoggerFactory.getLogger(Answers.class);

  private final Map<Executor, List<Runnable>> byLoop = new IdentityHashMap<>();

  <T> void add(Answer<T> answer, T outcome) {
    byLoop
        .computeIfAbsent(answer.loop(), loop -> new ArrayList<>())
        .add(() -> answer.done().accept(outcome));
  }

  /** Never throws: a loop that has stopped has nobody left who listens. */
  void send() {
    byLoop.forEach(
        (loop, outcomes) -> {
          try {
            loop.execute(() -> outcomes.forEach(Answers::run));
          } catch (RejectedExecutionException e) {
            log.debug("{} outcomes for a loop that has stopped", outcomes.size());
          }
        });
  }

  private static void run(Runnable outcome) {
    try {
      outcome.run();
    } catch (RuntimeException | Error e) {
      log.error("An outcome was not taken ({})", Faults.where(e));
    }
  }
}
