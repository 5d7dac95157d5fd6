package ai.bizcrush.extapi.transcripts.utterances;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.bizcrush.extapi.database.TestDatabase;
import ai.bizcrush.extapi.meetings.MeetingId;
import ai.bizcrush.extapi.shared.ApiException;
import ai.bizcrush.extapi.shared.ErrorCode;
import ai.bizcrush.extapi.transcripts.TranscriptReplica;
import ai.bizcrush.extapi.web.Http;
import java.time.OffsetDateTime;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class CorrectionTests {

  private static TranscriptReplica here;
  private static TranscriptReplica there;

  private MeetingId meeting;
  private String id;

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

  @BeforeEach
  void create() {
    meeting = here.meeting();
    here.file(meeting, "won", "two");
    id = here.ids(meeting).getFirst();
  }

  private JsonNode correct(TranscriptReplica replica, String text) {
    byte[] reply = replica.get(Corrections.class).correct(meeting, id, text);
    return Http.JSON.readTree(reply).get("utterance");
  }

  private static OffsetDateTime updatedAt(JsonNode utterance) {
    return OffsetDateTime.parse(utterance.get("updated_at").stringValue());
  }

  @Test
  void ofTwoAtOnceTheOneThatCommitsLastStaysWhole() throws Exception {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int round = 0; round < 30; round++) {
        String mine = "mine ".repeat(1 + round) + round;
        String theirs = "theirs ".repeat(31 - round) + round;
        var start = new CyclicBarrier(2);

        var replies =
            threads.invokeAll(List.of(at(start, here, mine), at(start, there, theirs))).stream()
                .map(reply -> reply.resultNow())
                .toList();

        assertThat(replies)
            .extracting(reply -> reply.get("transcript").stringValue())
            .containsExactly(mine, theirs);
        assertThat(replies)
            .extracting(reply -> reply.get("original_transcript").stringValue())
            .containsOnly("won");
        JsonNode last =
            replies.stream().max(Comparator.comparing(CorrectionTests::updatedAt)).get();
        assertThat(stored()).isEqualTo(last.get("transcript").stringValue());
      }
    }
  }

  private Callable<JsonNode> at(CyclicBarrier start, TranscriptReplica replica, String text) {
    return () -> {
      start.await();
      return correct(replica, text);
    };
  }

  private String stored() {
    return here.jdbc()
        .sql("select transcript from utterances where id = ?")
        .param(id)
        .query(String.class)
        .single();
  }

  @Test
  void changesOneUtteranceAndLeavesTheOthers() {
    List<String> before = here.ids(meeting);

    correct(here, "one");

    assertThat(here.ids(meeting)).containsExactly(before.getLast(), id);
  }

  @Test
  void toWhatWasRecognisedIsNoneAnyMore() {
    correct(here, "one");

    JsonNode back = correct(here, "won");

    assertThat(back.get("transcript").stringValue()).isEqualTo("won");
    assertThat(back.get("original_transcript").stringValue()).isEqualTo("won");
    assertThat(back.get("is_edited").booleanValue()).isFalse();
  }

  @Test
  void comesTooLateWhenTheMeetingIsDeleted() {
    here.jdbc()
        .sql("delete from meeting_participants where meeting_id = ?")
        .param(meeting.value())
        .update();
    here.jdbc().sql("delete from meetings where id = ?").param(meeting.value()).update();
    here.jdbc().sql("delete from commit_clock where scope = ?").param(meeting.value()).update();

    assertThatThrownBy(() -> correct(here, "one"))
        .isInstanceOfSatisfying(
            ApiException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_FOUND))
        .hasMessage("Meeting not found");
    assertThat(stored()).isEqualTo("won");
    assertThat(
            here.jdbc()
                .sql("select count(*) from commit_clock where scope = ?")
                .param(meeting.value())
                .query(Long.class)
                .single())
        .isZero();
  }
}
