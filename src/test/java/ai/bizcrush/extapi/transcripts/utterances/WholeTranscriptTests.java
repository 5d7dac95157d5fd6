package ai.bizcrush.extapi.transcripts.utterances;

import static ai.bizcrush.extapi.transcripts.TranscriptReplica.chunk;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import ai.bizcrush.extapi.database.TestDatabase;
import ai.bizcrush.extapi.meetings.MeetingId;
import ai.bizcrush.extapi.shared.ApiException;
import ai.bizcrush.extapi.shared.ErrorCode;
import ai.bizcrush.extapi.shared.Ulids;
import ai.bizcrush.extapi.transcripts.LiveRecording;
import ai.bizcrush.extapi.transcripts.MeetingTranscripts;
import ai.bizcrush.extapi.transcripts.SpokenLine;
import ai.bizcrush.extapi.transcripts.TranscriptReplica;
import ai.bizcrush.extapi.web.Http;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Whole transcripts on two replicas, each of which keeps its own. */
class WholeTranscriptTests {

  private static TestDatabase database;
  private static TranscriptReplica here;
  private static TranscriptReplica there;

  private MeetingId meeting;

  @BeforeAll
  static void start() {
    database = TestDatabase.create();
    here = TranscriptReplica.on(database);
    there = TranscriptReplica.on(database);
  }

  @AfterAll
  static void stop() {
    here.close();
    there.close();
  }

  @BeforeEach
  void create() {
    meeting = here.meeting();
  }

  private static byte[] json(TranscriptReplica replica, MeetingId meeting) {
    return replica.get(WholeTranscripts.class).read(meeting);
  }

  private List<String> read(TranscriptReplica replica) {
    return texts(json(replica, meeting));
  }

  private static List<String> texts(byte[] json) {
    return Http.JSON
        .readTree(json)
        .get("transcripts")
        .valueStream()
        .map(row -> row.get("transcript").stringValue())
        .toList();
  }

  private void correct(TranscriptReplica replica, String id, String text) {
    replica.get(Corrections.class).correct(meeting, id, text);
  }

  @Test
  void isReadOnceWhileNothingChanges() {
    here.file(meeting, "one");

    byte[] first = json(here, meeting);

    assertThat(json(here, meeting)).isSameAs(first);
  }

  @Test
  void isReadAgainWhenThatIsAskedFor() {
    here.file(meeting, "one");
    byte[] first = json(here, meeting);

    byte[] anew = here.get(WholeTranscripts.class).refresh(meeting);

    assertThat(anew).isNotSameAs(first).isEqualTo(first);
    assertThat(json(here, meeting)).isSameAs(anew);
  }

  @Test
  void showsACorrectionAtOnceOnBothReplicas() {
    here.file(meeting, "won", "two");
    String id = here.ids(meeting).getFirst();
    assertThat(read(here)).isEqualTo(read(there)).containsExactly("won", "two");

    correct(here, id, "one");

    assertThat(read(here)).isEqualTo(read(there)).containsExactly("one", "two");
  }

  @Test
  void showsWhatIsSaidLiveAtOnceOnBothReplicas() {
    LiveRecording recording = here.live(meeting);
    assertThat(read(here)).isEqualTo(read(there)).isEmpty();

    for (String text : List.of("one", "two", "three")) {
      here.say(recording, text, 0);
      assertThat(read(here)).isEqualTo(read(there)).contains(text);
    }
  }

  @Test
  void showsAFileAtOnceOnBothReplicas() {
    here.file(meeting, "one");
    assertThat(read(here)).isEqualTo(read(there)).hasSize(1);

    there.file(meeting, "two", "three");

    assertThat(read(here)).isEqualTo(read(there)).containsExactly("one", "two", "three");
  }

  @Test
  void isRightThoughNothingCanBeKept() {
    Map<String, Object> settings =
        Map.of("extapi.transcripts.cache", "450B", "extapi.transcripts.largest", "450B");
    try (var small = TranscriptReplica.on(database, settings)) {
      small.file(meeting, "won");
      assertThat(read(small)).containsExactly("won");
      assertThat(json(small, meeting)).isNotSameAs(json(small, meeting));

      correct(here, here.ids(meeting).getFirst(), "one");

      assertThat(read(small)).containsExactly("one");
    }
  }

  /** A reading that began before a change must not be taken for one that has it. */
  @Test
  void neverMissesWhatWasCommittedBeforeItWasAskedFor() throws Exception {
    here.file(meeting, "0");
    String id = here.ids(meeting).getFirst();
    var committed = new AtomicInteger();
    var over = new AtomicBoolean();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var readers = new ArrayList<Callable<Integer>>();
      for (int i = 0; i < 6; i++) {
        var replica = i % 2 == 0 ? here : there;
        readers.add(
            () -> {
              int reads = 0;
              while (!over.get()) {
                int before = committed.get();
                assertThat(Integer.parseInt(read(replica).getFirst()))
                    .isGreaterThanOrEqualTo(before);
                reads++;
              }
              return reads;
            });
      }
      var reading = readers.stream().map(threads::submit).toList();

      for (int i = 1; i <= 300; i++) {
        correct(i % 3 == 0 ? there : here, id, String.valueOf(i));
        committed.set(i);
      }

      over.set(true);
      for (var reader : reading) {
        assertThat(reader.get()).isPositive();
      }
    }
  }

  @Test
  void isGivenToWhoeverSummarisesItAsItWasCorrected() {
    LiveRecording recording = here.live(meeting);
    here.say(recording, chunk(Ulids.next(), "later", 5000));
    here.say(recording, chunk(Ulids.next(), "erlier", 1000));
    String corrected = here.ids(meeting).getLast();
    correct(there, corrected, "earlier");

    List<SpokenLine> lines = here.get(MeetingTranscripts.class).read(meeting);

    assertThat(lines).extracting(SpokenLine::text).containsExactly("earlier", "later");
    assertThat(lines).extracting(SpokenLine::messageId).containsOnly(recording.messageId());
    assertThat(lines.getFirst().spokenAt().plusMillis(4000)).isEqualTo(lines.getLast().spokenAt());
    assertThat(here.get(MeetingTranscripts.class).read(here.meeting())).isEmpty();
  }

  /** As {@link #neverMissesWhatWasCommittedBeforeItWasAskedFor}, by readings that are shared. */
  @Test
  void readAnewItHasWhatWasCommittedBefore() throws Exception {
    here.file(meeting, "0");
    String id = here.ids(meeting).getFirst();
    var committed = new AtomicInteger();
    var over = new AtomicBoolean();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Callable<Integer> reader =
          () -> {
            int reads = 0;
            while (!over.get()) {
              int before = committed.get();
              String text = texts(here.get(WholeTranscripts.class).refresh(meeting)).getFirst();
              assertThat(Integer.parseInt(text)).isGreaterThanOrEqualTo(before);
              reads++;
            }
            return reads;
          };
      var reading = Stream.generate(() -> threads.submit(reader)).limit(12).toList();

      for (int i = 1; i <= 300; i++) {
        correct(i % 2 == 0 ? there : here, id, String.valueOf(i));
        committed.set(i);
      }

      over.set(true);
      for (var reads : reading) {
        assertThat(reads.get()).isPositive();
      }
    }
  }

  @Test
  void isReadByFewAtOnceHoweverManyAskForItAnew() throws Exception {
    here.file(meeting, "one");
    var asking = new CopyOnWriteArrayList<Thread>();
    Set<byte[]> read = Collections.newSetFromMap(new IdentityHashMap<>());
    Set<byte[]> replies = Collections.synchronizedSet(read);
    var locked = new TransactionTemplate(there.get(PlatformTransactionManager.class));

    locked.executeWithoutResult(
        status -> {
          there.jdbc().sql("lock table utterances in access exclusive mode").update();
          Runnable ask =
              () ->
                  asking.add(
                      Thread.startVirtualThread(
                          () -> replies.add(here.get(WholeTranscripts.class).refresh(meeting))));
          await()
              .until(
                  () -> {
                    ask.run();
                    return waitingForTheLock() == 4;
                  });
          for (int i = 0; i < 50; i++) {
            ask.run();
          }
          await().until(() -> asking.stream().allMatch(WholeTranscriptTests::isWaiting));
          assertThat(waitingForTheLock()).isEqualTo(4);
        });

    for (var thread : asking) {
      thread.join();
    }
    assertThat(read).hasSize(5).allMatch(reply -> texts(reply).equals(List.of("one")));
  }

  private static boolean isWaiting(Thread thread) {
    return thread.getState() == Thread.State.WAITING;
  }

  private static int waitingForTheLock() {
    return there
        .jdbc()
        .sql(
            """
            select count(*) from pg_locks
            where not granted and relation = 'utterances'::regclass
              and database = (select oid from pg_database where datname = current_database())
            """)
        .query(Integer.class)
        .single();
  }

  @Test
  void thatIsTooLargeIsRefused() {
    Map<String, Object> settings = Map.of("extapi.transcripts.largest", "100KB");
    try (var small = TranscriptReplica.on(database, settings)) {
      here.file(meeting, "x".repeat(40_000));
      assertThat(texts(json(small, meeting))).hasSize(1);

      here.file(meeting, "x".repeat(40_000));

      assertTooLarge(() -> json(small, meeting));
      assertTooLarge(() -> small.get(WholeTranscripts.class).refresh(meeting));
      assertThat(read(here)).hasSize(2);
    }
  }

  @Test
  void thatIsTooLargeIsNotReadAgainBeforeItChanges() {
    Map<String, Object> settings = Map.of("extapi.transcripts.largest", "100KB");
    try (var small = TranscriptReplica.on(database, settings)) {
      here.file(meeting, "x".repeat(40_000), "x".repeat(40_000));
      assertTooLarge(() -> json(small, meeting));
      List<String> ids = here.ids(meeting);

      // In a way that is no change: a reading would see it.
      here.jdbc()
          .sql("update utterances set transcript = 'x' where meeting_id = ?")
          .param(meeting.value())
          .update();
      assertTooLarge(() -> json(small, meeting));

      correct(here, ids.getFirst(), "y");
      assertThat(read(small)).containsExactly("y", "x");
    }
  }

  private static void assertTooLarge(ThrowingCallable reading) {
    assertThatExceptionOfType(ApiException.class)
        .isThrownBy(reading)
        .withMessage("Transcript too large")
        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.PAYLOAD_TOO_LARGE));
  }
}
