package ai.bizcrush.extapi.transcripts.utterances;

import static ai.bizcrush.extapi.transcripts.TranscriptReplica.chunk;
import static org.assertj.core.api.Assertions.assertThat;

import ai.bizcrush.extapi.database.TestDatabase;
import ai.bizcrush.extapi.meetings.MeetingId;
import ai.bizcrush.extapi.shared.Cursor;
import ai.bizcrush.extapi.shared.Ulids;
import ai.bizcrush.extapi.transcripts.LiveJournal;
import ai.bizcrush.extapi.transcripts.LiveRecording;
import ai.bizcrush.extapi.transcripts.TranscriptReplica;
import ai.bizcrush.extapi.web.Http;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/**
 * Whoever follows a list from the oldest on, while many write to it on two replicas and clocks step
 * back, sees the latest version of each row, and no version twice.
 */
class TranscriptPagingTests {

  private static final String EPOCH = "1970-01-01T00:00:00Z";
  private static final int SPEAKERS = 4;
  private static final int CORRECTORS = 3;
  private static final int ROUNDS = 40;

  private static TranscriptReplica here;
  private static TranscriptReplica there;

  private final AtomicBoolean over = new AtomicBoolean();
  private final AtomicBoolean quiet = new AtomicBoolean();

  @BeforeAll
  static void start() {
    var database = TestDatabase.create();
    here = TranscriptReplica.on(database);
    there = TranscriptReplica.on(database);
  }

  @AfterAll
  static void stop() {
    here.close();
    there.close();
  }

  private static TranscriptReplica replica(int i) {
    return i % 2 == 0 ? here : there;
  }

  /** Follows one list, page by page, with cursors passed back as they came. */
  private final class Follower implements Callable<Map<String, String>> {

    private final TranscriptReplica replica;
    private final Rows rows;
    private final MeetingId meeting;
    private final @Nullable String messageId;
    private final Random random;
    private final Set<String> versions = new HashSet<>();
    private final Map<String, String> latest = new HashMap<>();
    private String cursor = EPOCH;

    Follower(int i, Rows rows, MeetingId meeting, @Nullable String messageId) {
      this.replica = replica(i);
      this.rows = rows;
      this.meeting = meeting;
      this.messageId = messageId;
      this.random = new Random(i);
    }

    @Override
    public Map<String, String> call() {
      boolean last;
      do {
        last = quiet.get();
        while (page()) {
          // the next one
        }
      } while (!last);
      return latest;
    }

    /** Whether there was something. */
    private boolean page() {
      int most = 1 + random.nextInt(20);
      var part = new Part(meeting, messageId, cursor, Cursor.parse(cursor).after(), most);
      JsonNode page = Http.JSON.readTree(replica.get(Transcripts.class).page(rows, part));
      JsonNode found = page.get(rows.listName());
      for (JsonNode row : found) {
        see(row.get("id").stringValue(), row.get("updated_at").stringValue());
      }
      assertThat(found.size()).isLessThanOrEqualTo(most);
      assertThat(page.get("next_cursor").stringValue()).isEqualTo(cursor);
      return !found.isEmpty();
    }

    private void see(String id, String updatedAt) {
      assertThat(versions.add(id + updatedAt)).isTrue();
      if (!cursor.equals(EPOCH)) {
        assertThat(updatedAt).isGreaterThan(cursor);
      }
      latest.put(id, updatedAt);
      cursor = updatedAt;
    }
  }

  /** Speaks in one recording after the other, of which the first is given. */
  private static void speak(
      TranscriptReplica replica, MeetingId meeting, LiveRecording first, Random random) {
    LiveJournal journal = replica.get(LiveJournal.class);
    LiveRecording recording = first;
    for (int i = 0; i < ROUNDS; i++) {
      String id = Ulids.next();
      for (int interim = random.nextInt(3); interim > 0; interim--) {
        journal.interim(recording, chunk(id, "so far " + interim, i * 1000L));
      }
      replica.say(recording, chunk(id, "said " + i, i * 1000L));
      switch (random.nextInt(12)) {
        case 0 -> replica.file(meeting, "one", "two", "three");
        case 1, 2 -> stepBack(meeting);
        case 3, 4 -> {
          journal.end(recording);
          recording = replica.live(meeting);
        }
        default -> {}
      }
    }
  }

  /** What a clock that steps back looks like: the last time that was given lies ahead of it. */
  private static void stepBack(MeetingId meeting) {
    here.jdbc()
        .sql("update commit_clock set last = last + interval '50 ms' where scope = ?")
        .param(meeting.value())
        .update();
  }

  private void correctUntilOver(TranscriptReplica replica, MeetingId meeting, Random random) {
    while (!over.get()) {
      List<String> ids = replica.ids(meeting);
      if (!ids.isEmpty()) {
        String id = ids.get(random.nextInt(ids.size()));
        replica.get(Corrections.class).correct(meeting, id, "corrected " + random.nextInt());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void eachRowIsSeenInItsLatestVersionAndNoVersionTwice(int seed) throws Exception {
    MeetingId meeting = here.meeting();
    var recordings = new ArrayList<LiveRecording>();
    for (int i = 0; i < SPEAKERS; i++) {
      recordings.add(replica(i).live(meeting));
    }
    String one = recordings.getFirst().messageId();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var correctors = new ArrayList<Future<?>>();
      for (int i = 0; i < CORRECTORS; i++) {
        int n = i;
        var random = new Random(seed * 31L + i);
        correctors.add(threads.submit(() -> correctUntilOver(replica(n), meeting, random)));
      }
      var utterances = new ArrayList<Future<Map<String, String>>>();
      var chunks = new ArrayList<Future<Map<String, String>>>();
      for (int i = 0; i < 3; i++) {
        utterances.add(threads.submit(new Follower(i, Rows.UTTERANCES, meeting, null)));
        chunks.add(threads.submit(new Follower(i, Rows.CHUNKS, meeting, null)));
      }
      var utterancesOfOne = threads.submit(new Follower(7, Rows.UTTERANCES, meeting, one));
      var chunksOfOne = threads.submit(new Follower(8, Rows.CHUNKS, meeting, one));

      var speaking = new ArrayList<Future<?>>();
      for (int i = 0; i < SPEAKERS; i++) {
        int n = i;
        var random = new Random(seed * 37L + i);
        speaking.add(threads.submit(() -> speak(replica(n), meeting, recordings.get(n), random)));
      }
      try {
        for (var speaker : speaking) {
          speaker.get();
        }
      } finally {
        over.set(true);
      }
      try {
        for (var corrector : correctors) {
          corrector.get();
        }
      } finally {
        quiet.set(true);
      }

      for (var follower : utterances) {
        assertSeen(follower.get(), "utterances", meeting, null);
      }
      for (var follower : chunks) {
        assertSeen(follower.get(), "live_chunks", meeting, null);
      }
      assertSeen(utterancesOfOne.get(), "utterances", meeting, one);
      assertSeen(chunksOfOne.get(), "live_chunks", meeting, one);
    }
  }

  private static void assertSeen(
      Map<String, String> seen, String table, MeetingId meeting, @Nullable String messageId) {
    var stored = new HashMap<String, String>();
    here.jdbc()
        .sql(
            """
            select id, to_char(updated_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')
            from %s where meeting_id = :meeting and message_id = coalesce(:message, message_id)
            """
                .formatted(table))
        .param("meeting", meeting.value())
        .param("message", messageId, Types.VARCHAR)
        .query(
            row -> {
              stored.put(row.getString(1), row.getString(2));
            });
    assertThat(seen).isEqualTo(stored).isNotEmpty();
  }

  @Test
  void aClientWhoCutsCursorsToMillisecondsSeesEveryUtteranceOfAFile() {
    var meeting = here.meeting();
    here.file(meeting, IntStream.range(0, 150).mapToObj(String::valueOf).toArray(String[]::new));
    var recording = here.live(meeting);
    for (int i = 0; i < 20; i++) {
      here.say(recording, "live", i * 1000L);
    }

    var seen = new HashSet<String>();
    String cursor = EPOCH;
    boolean more = true;
    while (more) {
      var part = new Part(meeting, null, cursor, Cursor.parse(cursor).after(), 2);
      var page = Http.JSON.readTree(here.get(Transcripts.class).page(Rows.UTTERANCES, part));
      int before = seen.size();
      page.get("utterances").forEach(row -> seen.add(row.get("id").stringValue()));
      more = page.get("has_more").booleanValue();
      assertThat(seen.size() > before || !more).isTrue();
      cursor = page.get("next_cursor").stringValue().replaceFirst("\\d{3}Z$", "Z");
    }

    assertThat(seen).hasSize(170);
  }

  @Test
  void aPageOfVeryLongTextsEndsEarlyAndTheNextOneGoesOn() {
    var meeting = here.meeting();
    here.file(meeting, Collections.nCopies(11, "x".repeat(1 << 20)).toArray(String[]::new));

    String cursor = EPOCH;
    var sizes = new ArrayList<Integer>();
    boolean more = true;
    while (more) {
      var part = new Part(meeting, null, cursor, Cursor.parse(cursor).after(), 100);
      var page = Http.JSON.readTree(here.get(Transcripts.class).page(Rows.UTTERANCES, part));
      sizes.add(page.get("utterances").size());
      more = page.get("has_more").booleanValue();
      cursor = page.get("next_cursor").stringValue();
    }

    assertThat(sizes).containsExactly(4, 4, 3);
  }
}
