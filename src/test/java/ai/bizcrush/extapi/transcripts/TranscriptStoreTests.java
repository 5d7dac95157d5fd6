package ai.bizcrush.extapi.transcripts;

import static org.assertj.core.api.Assertions.assertThat;

import ai.bizcrush.extapi.database.CommitClock;
import ai.bizcrush.extapi.database.TestDatabase;
import ai.bizcrush.extapi.meetings.MeetingId;
import ai.bizcrush.extapi.meetings.ReachableMeetings;
import ai.bizcrush.extapi.shared.Ulids;
import ai.bizcrush.extapi.shared.UserId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.annotation.EnableTransactionManagement;

class TranscriptStoreTests {

  private static final UserId OWNER = new UserId("0J56UlxXAS");

  private static AnnotationConfigApplicationContext context;
  private static TranscriptStore store;
  private static JdbcClient jdbc;

  private MeetingId meeting;
  private Recorded recording;

  @EnableTransactionManagement
  static class Wiring {}

  @BeforeAll
  static void start() {
    var source = TestDatabase.create().dataSource();
    context = new AnnotationConfigApplicationContext();
    context.registerBean(JdbcTemplate.class, () -> new JdbcTemplate(source));
    context.registerBean(JdbcClient.class, () -> JdbcClient.create(source));
    context.registerBean(JdbcTransactionManager.class, () -> new JdbcTransactionManager(source));
    context.registerBean(Clock.class, () -> Clock.tick(Clock.systemUTC(), Duration.ofNanos(1000)));
    context.register(
        Wiring.class, CommitClock.class, ReachableMeetings.class, TranscriptStore.class);
    context.refresh();
    store = context.getBean(TranscriptStore.class);
    jdbc = context.getBean(JdbcClient.class);
  }

  @AfterAll
  static void stop() {
    context.close();
  }

  @BeforeEach
  void create() {
    meeting = ReachableMeetings.insert(jdbc, OWNER);
    recording = new Recorded(Ulids.next(), OWNER, "standup", meeting);
  }

  private static List<SpokenUtterance> said(String... texts) {
    return IntStream.range(0, texts.length)
        .mapToObj(i -> new SpokenUtterance("1", texts[i], "ko", 1000L * i, 1000L * i + 900, 0.5))
        .toList();
  }

  private static List<Map<String, @Nullable Object>> stored(Recorded recording) {
    return jdbc.sql("select * from utterances where message_id = ? order by updated_at, start_ms")
        .param(recording.messageId())
        .query()
        .listOfRows();
  }

  private static List<@Nullable Object> column(Recorded recording, String column) {
    return stored(recording).stream().<@Nullable Object>map(row -> row.get(column)).toList();
  }

  @Test
  void utterancesAreStoredInOrderWithTheirTimes() {
    assertThat(store.store(recording, "file", said("하나", "둘", "셋"), false)).isTrue();

    assertThat(column(recording, "transcript")).containsExactly("하나", "둘", "셋");
    assertThat(column(recording, "updated_at")).doesNotHaveDuplicates();
    assertThat(stored(recording))
        .allSatisfy(
            row ->
                assertThat(row)
                    .containsEntry("meeting_id", meeting.value())
                    .containsEntry("owner_id", OWNER.value())
                    .containsEntry("session_id", "standup")
                    .containsEntry("speaker", "1")
                    .containsEntry("language", "ko")
                    .containsEntry("confidence", 0.5)
                    .containsEntry("is_repaired", false));
    assertThat(column(recording, "id"))
        .allSatisfy(id -> assertThat(Ulids.parse(String.valueOf(id))).hasValue(String.valueOf(id)))
        .doesNotHaveDuplicates();
  }

  @Test
  void outsideOfMeetingsThereIsNoScope() {
    var alone = new Recorded(Ulids.next(), OWNER, "mine", null);

    assertThat(store.store(alone, "file", said("one", "two"), false)).isTrue();

    assertThat(column(alone, "meeting_id")).containsExactly(null, null);
  }

  @Test
  void partsOfARecordingAreStoredOnceEach() {
    store.store(recording, "gap 1", said("one", "two"), true);

    assertThat(store.store(recording, "gap 1", said("won", "too", "three"), true)).isTrue();
    store.store(recording, "gap 2", said("four"), true);

    assertThat(column(recording, "transcript")).containsExactly("one", "two", "four");
    assertThat(column(recording, "is_repaired")).containsOnly(true);
  }

  @Test
  void manyWhoStoreTheSamePartStoreItOnce() throws Exception {
    for (MeetingId where : new MeetingId[] {meeting, null}) {
      var same = new Recorded(Ulids.next(), OWNER, "standup", where);
      try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
        var all = new ArrayList<Future<Boolean>>();
        for (int i = 1; i <= 8; i++) {
          String[] texts = IntStream.range(0, i).mapToObj(String::valueOf).toArray(String[]::new);
          all.add(threads.submit(() -> store.store(same, "file", said(texts), false)));
        }
        for (Future<Boolean> each : all) {
          assertThat(each.get()).isTrue();
        }
      }

      assertThat(column(same, "created_at").stream().distinct()).hasSize(1);
      assertThat(column(same, "start_ms")).doesNotHaveDuplicates();
    }
  }

  @Test
  void whereTheMeetingIsGoneNothingIsStored() {
    var gone = new Recorded(Ulids.next(), OWNER, "standup", new MeetingId(Ulids.next()));

    assertThat(store.store(gone, "file", said("one"), false)).isFalse();
    assertThat(stored(gone)).isEmpty();
  }

  @Test
  void whatWasSaidHasAPlaceAmongAllRecordings() {
    store.store(recording, "file", said("one", "two"), false);

    Instant began = Ulids.time(recording.messageId());
    assertThat(
            jdbc.sql("select spoken_at from utterances where message_id = ? order by start_ms")
                .param(recording.messageId())
                .query(
                    (row, index) ->
                        Objects.requireNonNull(row.getObject(1, OffsetDateTime.class)).toInstant())
                .list())
        .containsExactly(began, began.plusSeconds(1));
  }

  @Test
  void silenceStoresNothing() {
    assertThat(store.store(recording, "file", List.of(), false)).isTrue();

    assertThat(stored(recording)).isEmpty();
  }
}
