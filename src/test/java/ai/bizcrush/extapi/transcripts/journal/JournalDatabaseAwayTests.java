package ai.bizcrush.extapi.transcripts.journal;

import static ai.bizcrush.extapi.transcripts.journal.JournalReplica.chunk;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ai.bizcrush.extapi.database.StoppablePostgres;
import ai.bizcrush.extapi.meetings.MeetingId;
import ai.bizcrush.extapi.transcripts.LiveJournal.Outcome;
import ai.bizcrush.extapi.transcripts.LiveRecording;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The server stops, or does not answer, while recordings go on. */
class JournalDatabaseAwayTests {

  private StoppablePostgres postgres;
  private JournalReplica replica;
  private List<LiveRecording> recordings;

  @BeforeEach
  void start() throws IOException {
    postgres = StoppablePostgres.start();
    replica = JournalReplica.on(postgres.database());
    MeetingId meeting = replica.meeting();
    recordings = List.of(replica.begun(meeting), replica.begun(meeting), replica.begun(null));
  }

  @AfterEach
  void stop() throws Exception {
    replica.close();
    postgres.close();
  }

  private record Spoken(LiveRecording recording, String id, CompletableFuture<Outcome> answer) {

    Outcome outcome() {
      return answer.join();
    }
  }

  /** An utterance of each recording every 50 ms. */
  private final class Speakers {

    final List<Spoken> spoken = new ArrayList<>();
    private final AtomicBoolean speaking = new AtomicBoolean(true);
    private final Thread thread = Thread.ofVirtual().start(this::speak);

    private void speak() {
      for (long ms = 0; speaking.get(); ms += 50) {
        for (LiveRecording recording : recordings) {
          var said = chunk("hello", ms);
          replica.journal().interim(recording, said);
          spoken.add(new Spoken(recording, said.id(), replica.commit(recording, said)));
        }
        pause(Duration.ofMillis(50));
      }
    }

    /** Comes back when every answer is there. */
    void silence() throws InterruptedException {
      speaking.set(false);
      thread.join();
      spoken.forEach(Spoken::outcome);
    }

    List<Outcome> outcomesOf(LiveRecording recording) {
      return spoken.stream()
          .filter(each -> each.recording().equals(recording))
          .map(Spoken::outcome)
          .toList();
    }

    List<Spoken> with(Outcome outcome) {
      return spoken.stream().filter(each -> each.outcome() == outcome).toList();
    }
  }

  private static void pause(Duration time) {
    var start = System.nanoTime();
    await()
        .atMost(time.plusSeconds(10))
        .pollDelay(time)
        .until(() -> System.nanoTime() - start >= time.toNanos());
  }

  private static List<String> ids(List<Spoken> spoken) {
    return spoken.stream().map(Spoken::id).toList();
  }

  private List<@Nullable String> stored() {
    return replica.jdbc().sql("select id from utterances").query(String.class).list();
  }

  @Test
  void aServerThatIsAwayForSomeSecondsCostsNothing() throws Exception {
    var speakers = new Speakers();
    pause(Duration.ofSeconds(1));

    postgres.stop();
    pause(Duration.ofSeconds(4));
    postgres.startAgain();
    pause(Duration.ofSeconds(1));
    speakers.silence();

    assertThat(speakers.with(Outcome.COMMITTED)).isEqualTo(speakers.spoken);
    assertThat(stored()).containsExactlyInAnyOrderElementsOf(ids(speakers.spoken));
  }

  @Test
  void aServerThatIsAwayForLongerEndsRecordingsButLeavesNoHoleInThem() throws Exception {
    var speakers = new Speakers();
    pause(Duration.ofSeconds(1));

    postgres.stop();
    pause(Duration.ofSeconds(14));
    postgres.startAgain();
    pause(Duration.ofSeconds(1));
    speakers.silence();

    assertThat(speakers.with(Outcome.REPLACED)).isEmpty();
    assertThat(stored()).containsExactlyInAnyOrderElementsOf(ids(speakers.with(Outcome.COMMITTED)));
    for (LiveRecording recording : recordings) {
      assertThat(speakers.outcomesOf(recording))
          .contains(Outcome.COMMITTED, Outcome.UNAVAILABLE)
          .isSorted();
    }
    LiveRecording next = replica.begun(null);
    assertThat(replica.commit(next, chunk("hello", 0)).join()).isEqualTo(Outcome.COMMITTED);
  }

  @Test
  void aServerThatDoesNotAnswerIsGivenUpAfterTenSeconds() throws Exception {
    LiveRecording recording = recordings.getFirst();
    postgres.freeze();
    long start = System.nanoTime();

    var outcome = replica.commit(recording, chunk("hello", 0)).join();
    Duration waited = Duration.ofNanos(System.nanoTime() - start);
    postgres.thaw();

    assertThat(outcome).isEqualTo(Outcome.UNAVAILABLE);
    assertThat(waited).isBetween(Duration.ofSeconds(9), Duration.ofSeconds(15));
    await()
        .atMost(Duration.ofSeconds(20))
        .until(
            () ->
                replica.commit(recordings.getLast(), chunk("again", 1)).join()
                    == Outcome.COMMITTED);
  }
}
