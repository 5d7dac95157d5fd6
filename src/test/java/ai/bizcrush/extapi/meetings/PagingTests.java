package ai.bizcrush.extapi.meetings;

import static java.time.ZoneOffset.UTC;
import static org.assertj.core.api.Assertions.assertThat;

import ai.bizcrush.extapi.web.Http;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/**
 * Whoever walks through a list while many write to it sees each row that does not change exactly
 * once, also while the clock steps back.
 */
class PagingTests extends MeetingService {

  private static final int STILL = 60;
  private static final int WRITERS = 4;
  private static final int WALKERS = 3;

  @Autowired MeetingRows rows;
  @Autowired OverdueMeetings overdue;

  /** What is needed to walk through a list, and to stir it up. */
  private interface Stirred {
    String endpoint();

    String rows();

    void write(Random random) throws Exception;
  }

  /** A walk, page by page, with cursors passed back as they came. */
  private List<String> walk(Person who, Stirred list, String request, Random random)
      throws Exception {
    var seen = new ArrayList<String>();
    String cursor = null;
    do {
      var json = Http.JSON.readTree(request).asObject();
      json.put("limit", 1 + random.nextInt(9)).put("last_updated_at", cursor);
      var page = call(who, list.endpoint(), json.toString());
      page.get(list.rows()).forEach(row -> seen.add(row.get("id").stringValue()));
      assertThat(page.get("has_more").booleanValue()).isEqualTo(!page.get("next_cursor").isNull());
      assertDescending(page.get(list.rows()));
      cursor = page.get("has_more").booleanValue() ? page.get("next_cursor").stringValue() : null;
    } while (cursor != null);
    return seen;
  }

  private static void assertDescending(JsonNode rows) {
    var times = rows.valueStream().map(row -> row.get("updated_at").stringValue()).toList();
    for (int i = 1; i < times.size(); i++) {
      assertThat(times.get(i)).isLessThan(times.get(i - 1));
    }
  }

  private void stir(Person who, Stirred list, String request, Set<String> still, int seed)
      throws Exception {
    var over = new AtomicBoolean();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var writers = new ArrayList<Future<Void>>();
      for (int i = 0; i < WRITERS; i++) {
        var random = new Random(seed * 31L + i);
        writers.add(
            threads.submit(
                () -> {
                  while (!over.get()) {
                    list.write(random);
                  }
                  return null;
                }));
      }
      var walks = new ArrayList<Callable<List<String>>>();
      for (int i = 0; i < WALKERS; i++) {
        var random = new Random(seed * 37L + i);
        walks.add(() -> walk(who, list, request, random));
      }
      try {
        for (var walk : threads.invokeAll(walks)) {
          assertThat(walk.get().stream().filter(still::contains))
              .as("seed %s", seed)
              .containsExactlyInAnyOrderElementsOf(still);
        }
      } finally {
        over.set(true);
      }
      for (var writer : writers) {
        writer.get();
      }
    }
  }

  /** What a clock that steps back looks like: the last time that was given lies ahead of it. */
  private void stepBack(String scope) {
    jdbc.sql("update commit_clock set last = last + interval '50 ms' where scope = ?")
        .param(scope)
        .update();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void messagesThatStayAreSeenOnce(int seed) throws Exception {
    var host = person("Host");
    String meeting = meeting(host);
    String request = "{\"meeting_id\":\"" + meeting + "\"}";
    var still = new HashSet<String>();
    for (int i = 0; i < STILL; i++) {
      still.add(send(host, meeting));
    }
    var polled = ConcurrentHashMap.<String>newKeySet();
    var written = ConcurrentHashMap.<String>newKeySet();
    written.addAll(still);
    var poller = new Poller(meeting, polled);
    var list =
        new Stirred() {
          @Override
          public String endpoint() {
            return "get-meeting-messages";
          }

          @Override
          public String rows() {
            return "meeting_messages";
          }

          @Override
          public void write(Random random) throws Exception {
            String id = send(host, meeting);
            written.add(id);
            if (random.nextInt(5) == 0) {
              stepBack(meeting);
            }
            poller.poll();
          }
        };

    stir(host, list, request, still, seed);

    poller.finish();
    assertThat(polled).isEqualTo(written);
  }

  private String send(Person who, String meeting) throws Exception {
    return call(
            who,
            "send-meeting-message",
            "{\"meeting_message\":{\"meeting_id\":\"" + meeting + "\",\"text\":\"x\"}}")
        .get("meeting_message")
        .get("id")
        .stringValue();
  }

  /** Reads a meeting's messages from the oldest on, as other lists of the meeting are read. */
  private final class Poller {

    private final String meeting;
    private final Set<String> seen;
    private Instant last = Instant.EPOCH;

    Poller(String meeting, Set<String> seen) {
      this.meeting = meeting;
      this.seen = seen;
    }

    synchronized void finish() {
      Instant before;
      do {
        before = last;
        poll();
      } while (last.isAfter(before));
    }

    synchronized void poll() {
      jdbc.sql(
              """
              select id, updated_at from meeting_messages
              where meeting_id = ? and updated_at > ? order by updated_at limit 3
              """)
          .param(meeting)
          .param(last.atOffset(UTC))
          .query(
              row -> {
                last = row.getObject("updated_at", OffsetDateTime.class).toInstant();
                assertThat(seen.add(row.getString("id"))).isTrue();
              });
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void meetingsThatStayAreSeenOnce(int seed) throws Exception {
    var host = person("Host");
    var guest = person("Guest");
    var still = new HashSet<String>();
    var moving = new ArrayList<String>();
    for (int i = 0; i < STILL; i++) {
      still.add(meeting(host, guest.email(), guest.id().value()));
      if (i % 3 == 0) {
        moving.add(meeting(host, guest.email()));
      }
    }
    var list =
        new Stirred() {
          @Override
          public String endpoint() {
            return "get-meetings";
          }

          @Override
          public String rows() {
            return "meetings";
          }

          @Override
          public void write(Random random) throws Exception {
            String meeting = moving.get(random.nextInt(moving.size()));
            String participants = "\"participant_ids\":\"em:p" + random.nextInt(5) + "@a.example\"";
            String json = "{\"meeting_id\":\"" + meeting + "\"," + participants + "}";
            switch (random.nextInt(6)) {
              case 0 -> meeting(host, guest.email());
              case 1 -> stepBack("meetings");
              case 2 -> call(host, "remove-meeting-participants", json);
              default -> call(host, "add-meeting-participants", json);
            }
          }
        };

    stir(guest, list, "{}", still, seed);
  }

  @Test
  void aClientWhoCutsCursorsToMillisecondsSeesEveryMeetingOfABatch() throws Exception {
    var host = person("Host");
    var all = new HashSet<String>();
    for (int i = 0; i < 120; i++) {
      all.add(meeting(host));
    }
    all.forEach(id -> rows.postpone(new MeetingId(id), Instant.EPOCH));
    overdue.end();

    for (int limit : new int[] {2, 7, 50}) {
      assertThat(cutWalk(host, "get-meetings", "meetings", "{\"limit\":" + limit + "}"))
          .as("limit %s", limit)
          .isEqualTo(all);
    }
  }

  @Test
  void aClientWhoCutsCursorsToMillisecondsSeesEveryMessage() throws Exception {
    var host = person("Host");
    String meeting = meeting(host);
    var all = new HashSet<String>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var sent =
          threads.invokeAll(Collections.nCopies(60, (Callable<String>) () -> send(host, meeting)));
      for (var message : sent) {
        all.add(message.get());
      }
    }

    String request = "{\"limit\":2,\"meeting_id\":\"" + meeting + "\"}";
    assertThat(cutWalk(host, "get-meeting-messages", "meeting_messages", request)).isEqualTo(all);
  }

  /** A walk with cursors that were kept in a JavaScript date. */
  private Set<String> cutWalk(Person who, String endpoint, String rows, String request)
      throws Exception {
    var seen = new HashSet<String>();
    String cursor = null;
    do {
      var json = Http.JSON.readTree(request).asObject().put("last_updated_at", cursor);
      var page = call(who, endpoint, json.toString());
      boolean progress = false;
      for (JsonNode row : page.get(rows)) {
        progress |= seen.add(row.get("id").stringValue());
      }
      var next = page.get("next_cursor");
      assertThat(progress || next.isNull()).isTrue();
      cursor = next.isNull() ? null : cut(next.stringValue());
    } while (cursor != null);
    return seen;
  }

  private static String cut(String cursor) {
    return cursor.replaceFirst("(\\.\\d{3})\\d{3}Z$", "$1Z");
  }
}
