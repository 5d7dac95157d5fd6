package ai.bizcrush.extapi.transcripts.journal;

import static ai.bizcrush.extapi.transcripts.journal.JournalReplica.OWNER;
import static ai.bizcrush.extapi.transcripts.journal.JournalReplica.chunk;
import static org.assertj.core.api.Assertions.assertThat;

import ai.bizcrush.extapi.shared.Ulids;
import ai.bizcrush.extapi.transcripts.LiveJournal.Outcome;
import ai.bizcrush.extapi.transcripts.LiveRecording;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

/** The writer alone, with tables that fail as no database does. */
class WriterTests {

  private final ArrayDeque<Throwable> failures = new ArrayDeque<>();
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final Journal journal =
      new Journal(this::write, new JournalSettings(DataSize.ofMegabytes(1)), meters);
  private final LiveRecording recording = recording(Ulids.next(), 1);

  private static LiveRecording recording(String messageId, int epoch) {
    return new LiveRecording(messageId, OWNER, "standup", null, epoch);
  }

  private Answers write(List<Entry> entries, Duration patience) {
    Throwable failure;
    synchronized (failures) {
      failure = failures.poll();
    }
    if (failure instanceof Error error) {
      throw error;
    }
    var answers = new Answers();
    for (Entry entry : entries) {
      if (entry instanceof Entry.Final said) {
        answers.add(said.answer(), Outcome.COMMITTED);
      }
    }
    return answers;
  }

  @AfterEach
  void close() throws InterruptedException {
    journal.close();
  }

  private Outcome commit() throws Exception {
    return commit(recording);
  }

  private Outcome commit(LiveRecording recording) throws Exception {
    var outcome = new CompletableFuture<Outcome>();
    journal.commit(recording, chunk("hello", 0), 0, 500, Runnable::run, outcome::complete);
    return outcome.get(10, TimeUnit.SECONDS);
  }

  @Test
  void goesOnAfterAnError() throws Exception {
    synchronized (failures) {
      failures.add(new StackOverflowError("on purpose"));
    }

    assertThat(commit()).isEqualTo(Outcome.UNAVAILABLE);
    assertThat(commit(recording(Ulids.next(), 1))).isEqualTo(Outcome.COMMITTED);
    assertThat(meters.get("extapi.journal.refused").counter().count()).isEqualTo(1);
    assertThat(meters.get("extapi.journal.waiting").gauge().value()).isZero();
  }

  @Test
  void storesNothingBehindAFinalThatWasRefused() throws Exception {
    synchronized (failures) {
      failures.add(new StackOverflowError("on purpose"));
    }
    assertThat(commit()).isEqualTo(Outcome.UNAVAILABLE);

    assertThat(commit()).isEqualTo(Outcome.UNAVAILABLE);
    assertThat(commit(recording(recording.messageId(), 2)))
        .as("whoever resumes it goes on from what is stored")
        .isEqualTo(Outcome.COMMITTED);
  }

  @Test
  void storesNothingBehindAFinalThatFoundNoRoom() throws Exception {
    var loop = new ArrayDeque<Runnable>();
    var refused = new ArrayDeque<Outcome>();
    String tooLong = "x".repeat(1024 * 1024);

    journal.commit(recording, chunk(tooLong, 0), 0, 500, loop::add, refused::add);
    loop.forEach(Runnable::run);

    assertThat(refused).containsExactly(Outcome.UNAVAILABLE);
    assertThat(commit()).isEqualTo(Outcome.UNAVAILABLE);
    assertThat(commit(recording(Ulids.next(), 1))).isEqualTo(Outcome.COMMITTED);
  }

  @Test
  void goesOnAfterWhoeverListenedFailed() throws Exception {
    journal.commit(
        recording,
        chunk("hello", 0),
        0,
        500,
        Runnable::run,
        outcome -> {
          throw new AssertionError("on purpose");
        });

    assertThat(commit()).isEqualTo(Outcome.COMMITTED);
  }
}
