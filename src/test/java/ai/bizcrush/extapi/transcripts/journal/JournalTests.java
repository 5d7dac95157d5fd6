package ai.bizcrush.extapi.transcripts.journal;

import static ai.bizcrush.extapi.transcripts.journal.JournalReplica.OWNER;
import static ai.bizcrush.extapi.transcripts.journal.JournalReplica.chunk;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ai.bizcrush.extapi.database.TestDatabase;
import ai.bizcrush.extapi.meetings.MeetingId;
import ai.bizcrush.extapi.shared.Ulids;
import ai.bizcrush.extapi.shared.UserId;
import ai.bizcrush.extapi.transcripts.LiveChunk;
import ai.bizcrush.extapi.transcripts.LiveJournal.Outcome;
import ai.bizcrush.extapi.transcripts.LiveJournal.Reached;
import ai.bizcrush.extapi.transcripts.LiveJournal.Resumption;
import ai.bizcrush.extapi.transcripts.LiveRecording;
import ai.bizcrush.extapi.transcripts.Recorded;
import ai.bizcrush.extapi.transcripts.SpokenUtterance;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.util.unit.DataSize;

class JournalTests {

  private static TestDatabase database;
  private static JournalReplica here;
  private static JournalReplica there;
  private static JdbcClient jdbc;

  private MeetingId meeting;
  private byte[] key;

  @BeforeAll
  static void start() {
    database = TestDatabase.create();
    here = JournalReplica.on(database);
    there = JournalReplica.on(database);
    jdbc = here.jdbc();
  }

  @AfterAll
  static void stop() {
    here.close();
    there.close();
  }

  @BeforeEach
  void create() {
    meeting = here.meeting();
    key = Ulids.next().getBytes(StandardCharsets.US_ASCII);
  }

  private static List<Map<String, @Nullable Object>> utterances(LiveRecording recording) {
    return rows("select * from utterances where message_id = ? order by updated_at", recording);
  }

  private static List<Map<String, @Nullable Object>> chunks(LiveRecording recording) {
    return rows("select * from live_chunks where message_id = ? order by updated_at", recording);
  }

  private static List<Map<String, @Nullable Object>> rows(String sql, LiveRecording recording) {
    return jdbc.sql(sql).param(recording.messageId()).query().listOfRows();
  }

  private static Map<String, @Nullable Object> recording(LiveRecording recording) {
    return jdbc.sql("select * from recordings where message_id = ?")
        .param(recording.messageId())
        .query()
        .singleRow();
  }

  @Test
  void aFinalIsAChunkAndAnUtterance() {
    LiveRecording recording = here.begun(meeting);
    var said =
        new LiveChunk(Ulids.next(), "안녕, \"world\" \\ {a,b} NULL", "3", "ko", 20, 1520, 0.75);

    assertThat(here.commit(recording, said).join()).isEqualTo(Outcome.COMMITTED);

    assertThat(utterances(recording))
        .singleElement()
        .satisfies(
            row ->
                assertThat(row)
                    .containsEntry("id", said.id())
                    .containsEntry("meeting_id", meeting.value())
                    .containsEntry("owner_id", OWNER.value())
                    .containsEntry("session_id", "standup")
                    .containsEntry("speaker", "3")
                    .containsEntry("transcript", said.text())
                    .containsEntry("original_transcript", null)
                    .containsEntry("confidence", 0.75)
                    .containsEntry("language", "ko")
                    .containsEntry("start_ms", 20L)
                    .containsEntry("end_ms", 1520L)
                    .containsEntry("is_repaired", false));
    assertThat(chunks(recording))
        .singleElement()
        .satisfies(
            row ->
                assertThat(row)
                    .containsEntry("id", said.id())
                    .containsEntry("text", said.text())
                    .containsEntry("is_final", true));
    assertThat(recording(recording))
        .containsEntry("settled_ms", 1520L)
        .containsEntry("words_end_ms", 1520L)
        .containsEntry("finals", 1)
        .containsEntry("speakers", 4);
  }

  @Test
  void answersComeOnTheLoopThatWasGiven() {
    LiveRecording recording = here.begun(meeting);
    var thread = new CompletableFuture<String>();

    here.journal()
        .commit(
            recording,
            chunk("hello", 0),
            0,
            500,
            here.loop,
            outcome -> thread.complete(Thread.currentThread().getName()));

    assertThat(thread.join()).isEqualTo("loop");
  }

  @Test
  void aRecordingOutsideOfMeetingsHasUtterancesAlone() {
    LiveRecording recording = here.begun(null);
    here.journal().interim(recording, chunk("he", 0));

    here.commit(recording, chunk("hello", 0)).join();

    assertThat(utterances(recording))
        .singleElement()
        .satisfies(row -> assertThat(row).containsEntry("meeting_id", null));
    assertThat(chunks(recording)).isEmpty();
  }

  @Test
  void whatOneRecordingSaysKeepsItsOrder() {
    LiveRecording recording = here.begun(meeting);
    List<LiveChunk> said =
        IntStream.range(0, 300).mapToObj(i -> chunk("utterance " + i, 1000L * i)).toList();
    var order = new ArrayList<String>();

    CompletableFuture<?>[] answers =
        said.stream()
            .map(
                chunk ->
                    here.commit(recording, chunk)
                        .thenAccept(outcome -> order.add(chunk.text() + " " + outcome)))
            .toArray(CompletableFuture[]::new);
    CompletableFuture.allOf(answers).join();

    assertThat(utterances(recording))
        .extracting(row -> row.get("transcript"))
        .containsExactlyElementsOf(said.stream().map(LiveChunk::text).toList());
    assertThat(order)
        .containsExactlyElementsOf(
            said.stream().map(chunk -> chunk.text() + " COMMITTED").toList());
  }

  @Test
  void itMaySpeakBeforeItsBeginningIsAnswered() {
    var recording = new LiveRecording(Ulids.next(), OWNER, "standup", meeting, 1);

    here.begin(recording, null);
    var outcome = here.commit(recording, chunk("hello", 0));

    assertThat(outcome.join()).isEqualTo(Outcome.COMMITTED);
  }

  @Test
  void anUnknownRecordingIsRefused() {
    var unknown = new LiveRecording(Ulids.next(), OWNER, "standup", meeting, 1);

    assertThat(here.commit(unknown, chunk("hello", 0)).join()).isEqualTo(Outcome.REPLACED);
    assertThat(utterances(unknown)).isEmpty();
  }

  @Test
  void anInterimIsSeenUntilItsFinalTakesItsPlace() {
    LiveRecording recording = here.begun(meeting);
    String id = Ulids.next();

    here.journal().interim(recording, chunk(id, "hel", 0));
    await().until(() -> chunks(recording).size() == 1);
    Map<String, @Nullable Object> open = chunks(recording).getFirst();
    here.commit(recording, chunk(id, "hello", 0)).join();

    assertThat(open).containsEntry("text", "hel").containsEntry("is_final", false);
    assertThat(chunks(recording))
        .singleElement()
        .satisfies(
            row -> {
              assertThat(row).containsEntry("text", "hello").containsEntry("is_final", true);
              assertThat(row).containsEntry("created_at", open.get("created_at"));
              assertThat(row.get("updated_at")).isNotEqualTo(open.get("updated_at"));
            });
  }

  @Test
  void ofManyInterimsTheNewestIsWrittenInTheEnd() {
    LiveRecording recording = here.begun(meeting);
    String id = Ulids.next();

    for (int i = 0; i < 1000; i++) {
      here.journal().interim(recording, chunk(id, "word " + i, 0));
    }

    await().until(() -> "word 999".equals(chunks(recording).getFirst().get("text")));
    assertThat(here.meters.get("extapi.journal.batch").summary().max()).isLessThan(1000);
  }

  @Test
  void anInterimNeverComesAfterItsFinal() {
    LiveRecording recording = here.begun(meeting);
    for (int i = 0; i < 200; i++) {
      LiveChunk said = chunk("final " + i, i);
      here.journal().interim(recording, chunk(said.id(), "interim " + i, i));
      here.commit(recording, said).join();
    }

    here.journal().interim(recording, chunk("the next one", 200));
    await().until(() -> chunks(recording).size() == 201);

    assertThat(chunks(recording).subList(0, 200))
        .allSatisfy(row -> assertThat(row.get("text")).asString().startsWith("final"));
  }

  @Test
  void whatIsSettledIsKeptAndNeverGoesBack() {
    LiveRecording recording = here.begun(null, key);

    here.journal().settled(recording, 7_000, here.loop, ms -> {});
    here.journal().settled(recording, 9_000, here.loop, ms -> {});
    here.journal().settled(recording, 8_000, here.loop, ms -> {});

    await().until(() -> Objects.equals(recording(recording).get("settled_ms"), 9_000L));
  }

  @Test
  void theEndRemovesWhatNeverBecameFinalAndKeepsWhatIsSettled() {
    LiveRecording recording = here.begun(meeting);
    here.commit(recording, chunk("hello", 0)).join();
    here.journal().interim(recording, chunk("wor", 1000));
    await().until(() -> chunks(recording).size() == 2);

    here.journal().interim(recording, chunk("worl", 1000));
    here.journal().settled(recording, 1_234, here.loop, ms -> {});
    here.journal().end(recording);

    await().until(() -> recording(recording).get("ended_at") != null);
    assertThat(chunks(recording)).extracting(row -> row.get("text")).containsExactly("hello");
    assertThat(recording(recording)).containsEntry("settled_ms", 1_234L);
  }

  @Test
  void aRecordingThatIsResumedGoesOnWhereItWas() {
    LiveRecording recording = here.begun(meeting, key);
    LiveChunk said = chunk("hello", 1000);
    here.commit(recording, said).join();
    here.journal().interim(recording, chunk("op", 2000));
    await().until(() -> chunks(recording).size() == 2);

    var resumed = (Resumption.Resumed) there.resume(OWNER, key).join();

    assertThat(resumed)
        .isEqualTo(
            new Resumption.Resumed(
                new LiveRecording(recording.messageId(), OWNER, "standup", meeting, 2),
                new Reached(1500, 1500, 0, 2, 1),
                said,
                List.of()));
    assertThat(chunks(recording)).hasSize(1);
    assertThat(there.commit(resumed.recording(), chunk("again", 2000)).join())
        .isEqualTo(Outcome.COMMITTED);
    assertThat(utterances(recording)).hasSize(2);
  }

  @Test
  void whoResumesIsToldWhatTheClientMayHaveMissed() {
    LiveRecording recording = here.begun(meeting, key);
    List<LiveChunk> said =
        IntStream.range(0, 5).mapToObj(i -> chunk("utterance " + i, 1000 * i)).toList();
    said.forEach(chunk -> here.commit(recording, chunk).join());
    jdbc.sql("update utterances set original_transcript = transcript, transcript = '' where id = ?")
        .param(said.get(3).id())
        .update();
    var repaired = List.of(new SpokenUtterance("0", "repaired", "en", 5000, 6000, 1));
    here.inTransaction(() -> here.store().store(Recorded.of(recording), "gap", repaired, true));

    var resumed = (Resumption.Resumed) there.resume(OWNER, key, 2).join();

    assertThat(resumed.missed()).containsExactly(said.get(2), said.get(3), said.get(4));
  }

  @Test
  void chunksThatEndTogetherAreMissedOneByOne() {
    LiveRecording recording = here.begun(meeting, key);
    List<LiveChunk> said =
        IntStream.range(0, 3).mapToObj(i -> chunk("utterance " + i, 1000)).toList();
    said.forEach(chunk -> here.commit(recording, chunk).join());

    assertThat(((Resumption.Resumed) there.resume(OWNER, key, 1).join()).missed())
        .containsExactly(said.get(1), said.get(2));
    assertThat(((Resumption.Resumed) here.resume(OWNER, key, 3).join()).missed()).isEmpty();
  }

  @Test
  void whatIsSettledIsToldWhenItIsStored() {
    LiveRecording recording = here.begun(null, key);
    var told = new CompletableFuture<Long>();

    here.journal().settled(recording, 9_000, here.loop, told::complete);

    assertThat(told.join()).isEqualTo(9_000);
    assertThat(recording(recording)).containsEntry("settled_ms", 9_000L);
  }

  @Test
  void whoResumesKnowsOfTheStretchesThatAreHeardAfterwards() {
    LiveRecording recording = here.begun(meeting, key);
    here.commit(recording, chunk("hello", 0)).join();

    Outcome left = here.store().leaveGap(recording, 30_000);
    var resumed = (Resumption.Resumed) there.resume(OWNER, key).join();

    assertThat(left).isEqualTo(Outcome.COMMITTED);
    assertThat(resumed.reached()).isEqualTo(new Reached(30_000, 30_000, 30_000, 2, 1));
  }

  @Test
  void whoWasReplacedLeavesNoGap() {
    LiveRecording recording = here.begun(meeting, key);
    there.resume(OWNER, key).join();
    var unknown = new LiveRecording(Ulids.next(), OWNER, "standup", meeting, 1);

    assertThat(here.store().leaveGap(recording, 30_000)).isEqualTo(Outcome.REPLACED);
    assertThat(here.store().leaveGap(unknown, 30_000)).isEqualTo(Outcome.UNAVAILABLE);
    assertThat(recording(recording)).containsEntry("settled_ms", 0L);
  }

  @Test
  void whoAsksLearnsThatTheRecordingWasTakenOver() {
    LiveRecording recording = here.begun(meeting, key);

    assertThat(here.check(recording).join()).isEqualTo(Outcome.COMMITTED);
    var resumed = (Resumption.Resumed) there.resume(OWNER, key).join();
    assertThat(here.check(recording).join()).isEqualTo(Outcome.REPLACED);
    assertThat(there.check(resumed.recording()).join()).isEqualTo(Outcome.COMMITTED);
  }

  @Test
  void aRecordingOfAMeetingThatIsGoneDoesNotBegin() {
    var gone = new LiveRecording(Ulids.next(), OWNER, "standup", new MeetingId(Ulids.next()), 1);

    assertThat(here.begin(gone, null).join()).isEqualTo(Outcome.REPLACED);
    assertThat(here.commit(gone, chunk("hello", 0)).join()).isEqualTo(Outcome.REPLACED);
  }

  @Test
  void whoWasReplacedGetsNothingInAnyMore() {
    LiveRecording recording = here.begun(meeting, key);
    there.resume(OWNER, key).join();

    var outcome = here.commit(recording, chunk("late", 0)).join();
    here.journal().interim(recording, chunk("later", 0));
    here.journal().settled(recording, 99_000, here.loop, ms -> {});
    here.journal().end(recording);
    here.begun(null); // whatever was handed over before is written

    assertThat(outcome).isEqualTo(Outcome.REPLACED);
    assertThat(utterances(recording)).isEmpty();
    assertThat(chunks(recording)).isEmpty();
    assertThat(recording(recording))
        .containsEntry("settled_ms", 0L)
        .containsEntry("ended_at", null);
  }

  @Test
  void nobodyResumesWhatIsNotTheirs() {
    here.begun(meeting, key);

    assertThat(there.resume(UserId.random(), key).join()).isEqualTo(new Resumption.Unknown());
    assertThat(there.resume(OWNER, new byte[32]).join()).isEqualTo(new Resumption.Unknown());
  }

  @Test
  void aRecordingCanBeResumedForADayAfterItsEnd() {
    LiveRecording recording = here.begun(meeting, key);
    here.journal().end(recording);
    assertThat(there.resume(OWNER, key).join()).isInstanceOf(Resumption.Resumed.class);

    jdbc.sql("update recordings set ended_at = ? where message_id = ?")
        .params(OffsetDateTime.now(ZoneOffset.UTC).minusHours(25), recording.messageId())
        .update();

    assertThat(there.resume(OWNER, key).join()).isEqualTo(new Resumption.Unknown());
  }

  /** One writes on one replica while the other takes over, again and again. */
  @Test
  void everyFinalIsEitherStoredOrRefused() {
    LiveRecording current = here.begun(meeting, key);
    var committed = new ArrayList<String>();
    long clock = 0;
    for (int round = 0; round < 30; round++) {
      JournalReplica writes = round % 2 == 0 ? here : there;
      JournalReplica takesOver = round % 2 == 0 ? there : here;
      LiveRecording mine = current;
      long start = clock;
      List<LiveChunk> said =
          IntStream.range(0, 20).mapToObj(i -> chunk("x", start + 500 * i)).toList();
      var outcomes = said.stream().map(chunk -> writes.commit(mine, chunk)).toList();

      var resumed = (Resumption.Resumed) takesOver.resume(OWNER, key).join();

      for (int i = 0; i < said.size(); i++) {
        if (outcomes.get(i).join() == Outcome.COMMITTED) {
          committed.add(said.get(i).id());
          clock = said.get(i).endMs();
        }
      }
      assertThat(resumed.reached().settledMs()).isEqualTo(clock);
      assertThat(resumed.recording().epoch()).isEqualTo(round + 2);
      current = resumed.recording();
    }

    assertThat(utterances(current))
        .extracting(row -> row.get("id"))
        .containsExactlyInAnyOrderElementsOf(committed);
  }

  @Test
  void whatCannotBeStoredHarmsNobodyElse() {
    LiveRecording recording = here.begun(meeting);
    LiveRecording other = here.begun(meeting);
    var outcomes = new ArrayList<CompletableFuture<Outcome>>();
    for (int i = 0; i < 100; i++) {
      outcomes.add(here.commit(other, chunk("fine " + i, i)));
      outcomes.add(here.commit(recording, chunk(i == 90 ? "poison\0" : "fine", i)));
    }

    CompletableFuture.allOf(outcomes.toArray(CompletableFuture[]::new)).join();

    assertThat(utterances(other)).hasSize(100);
    assertThat(utterances(recording)).hasSize(90);
    assertThat(outcomes.stream().filter(o -> o.join() == Outcome.UNAVAILABLE)).hasSize(10);
    assertThat(outcomes.stream().filter(o -> o.join() == Outcome.COMMITTED)).hasSize(190);
  }

  @Test
  void whatIsHandedOverBeforeTheJournalClosesIsStored() {
    LiveRecording recording;
    CompletableFuture<Outcome> outcome;
    try (var closing = JournalReplica.on(database)) {
      recording = closing.begun(meeting);
      for (int i = 0; i < 999; i++) {
        closing.commit(recording, chunk("x", i));
      }
      outcome = closing.commit(recording, chunk("x", 999), Runnable::run);
    }

    assertThat(outcome).isCompletedWithValue(Outcome.COMMITTED);
    assertThat(utterances(recording)).hasSize(1000);
  }

  @Test
  void whatHasNoRoomIsRefusedAtOnce() {
    try (var small = JournalReplica.on(database, DataSize.ofKilobytes(100))) {
      LiveRecording recording = small.begun(meeting);

      var large = small.commit(recording, chunk("x".repeat(60_000), 0));

      assertThat(large.join()).isEqualTo(Outcome.UNAVAILABLE);
      LiveRecording other = small.begun(meeting);
      for (int i = 0; i < 10; i++) {
        assertThat(small.commit(other, chunk("x".repeat(30_000), i)).join())
            .isEqualTo(Outcome.COMMITTED);
      }
    }
  }

  @Test
  void tenThousandFinalsOfManyRecordingsAreAllStoredOnce() {
    List<LiveRecording> recordings =
        IntStream.range(0, 50)
            .mapToObj(i -> here.begun(i % 5 == 0 ? null : here.meeting()))
            .toList();
    var outcomes = new ArrayList<CompletableFuture<Outcome>>();

    for (int i = 0; i < 10_000; i++) {
      outcomes.add(here.commit(recordings.get(i % 50), chunk("final " + i, i)));
    }

    assertThat(outcomes).allSatisfy(o -> assertThat(o.join()).isEqualTo(Outcome.COMMITTED));
    for (LiveRecording recording : recordings) {
      assertThat(utterances(recording)).hasSize(200);
    }
    assertThat(here.meters.get("extapi.journal.waiting").gauge().value()).isZero();
  }
}
