package ai.bizcrush.extapi.meetings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.bizcrush.extapi.shared.Ulids;
import ai.bizcrush.extapi.web.Http;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

/** What other modules ask of meetings. */
class MeetingAccessTests extends MeetingService {

  @Autowired MeetingAccess access;
  @Autowired RecordedMeetings recorded;
  @Autowired TransactionTemplate transaction;

  @Test
  void whoTakesPartMayOpenAMeetingAndIsShownByIdFromThenOn() throws Exception {
    var host = person("Host");
    var guest = person("Guest");
    String id = meeting(host, guest.email());
    assertThat(participants(host, id)).containsExactly(host.id().value(), guest.email());

    assertThat(access.open(guest.caller(), id.toLowerCase(Locale.ROOT))).hasToString(id);

    assertThat(participants(host, id)).containsExactly(host.id().value(), guest.id().value());
  }

  @Test
  void askingWhetherSomebodyTakesPartOpensNothing() throws Exception {
    var host = person("Host");
    var guest = person("Guest");
    String id = meeting(host, guest.email());

    assertThat(recorded.takesPart(guest.id(), new MeetingId(id))).isTrue();

    assertThat(participants(host, id)).containsExactly(host.id().value(), guest.email());
  }

  @Test
  void aMeetingOfOthersIsAsUnknownAsNone() throws Exception {
    var stranger = person("Stranger");
    String id = meeting(person("Host"));

    for (String meeting : List.of(id, Ulids.next(), "nothing like an id", "")) {
      assertThatThrownBy(() -> access.open(stranger.caller(), meeting))
          .hasMessage("Meeting not found");
      assertThat(recorded.find(stranger.id(), meeting)).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "delete-meeting, 403",
    "end-meeting, 403",
    "add-meeting-participants, 403",
    "remove-meeting-participants, 403",
    "assign-co-host, 403",
    "remove-co-host, 403",
    "delete-meeting-message, 404",
    "update-transcript-utterance, 404",
  })
  void whoeverIsRefusedHasOpenedTheMeeting(String endpoint, int status) throws Exception {
    var host = person("Host");
    var guest = person("Guest");
    String id = meeting(host, guest.email());
    String one = Ulids.next();

    var reply =
        post(
            guest,
            endpoint,
            Http.JSON
                .createObjectNode()
                .put("meeting_id", id)
                .put("participant_ids", host.id().value())
                .put("user_ids", host.id().value())
                .put("message_id", one)
                .put("id", one)
                .put("transcript", "x")
                .toString());

    assertThat(reply.statusCode()).as(reply.body()).isEqualTo(status);
    assertThat(participants(host, id)).containsExactly(host.id().value(), guest.id().value());
  }

  @Test
  void aRecordingFindsItsMeetingWithTheWishesOfItsHost() throws Exception {
    var host = person("Host");
    var guest = person("Guest");
    String id = meeting(host, guest.email());
    assertThat(recorded.find(host.id(), id).orElseThrow().languages()).isEmpty();
    String wishes =
        "{\"original_languages\":\"ko,zh_tw\",\"contextual_keywords\":[\"BizCrush\",\"상생\"]}";
    call(host, "update-user-default-meeting-setting", wishes);

    var found = recorded.find(guest.id(), id).orElseThrow();

    assertThat(found)
        .isEqualTo(
            new RecordedMeetings.RecordedMeeting(
                new MeetingId(id), List.of("ko", "zh-TW"), List.of("BizCrush", "상생")));
    assertThat(participants(host, id)).contains(guest.id().value());
  }

  @Test
  void aRecordingMovesTheEndOfItsMeeting() throws Exception {
    var host = person("Host");
    var id = new MeetingId(meeting(host));
    assertThat(closesIn(id)).isBetween(Duration.ofHours(23), Duration.ofHours(24));

    recorded.active(id);

    assertThat(closesIn(id)).isBetween(Duration.ofMinutes(29), Duration.ofMinutes(30));
  }

  private Duration closesIn(MeetingId id) {
    Instant closes =
        jdbc.sql("select closes_at from meetings where id = ?")
            .param(id.value())
            .query((row, n) -> row.getTimestamp(1).toInstant())
            .single();
    return Duration.between(Instant.now(), closes);
  }

  @Test
  void aMeetingThatIsHeldCannotBeDeletedBeforeTheTransactionEnds() throws Exception {
    var host = person("Host");
    String id = meeting(host);
    var held = new CountDownLatch(1);
    var release = new CountDownLatch(1);
    var writer =
        CompletableFuture.supplyAsync(
            () ->
                transaction.execute(
                    status -> {
                      boolean exists = access.hold(new MeetingId(id));
                      held.countDown();
                      awaitUninterruptibly(release);
                      return exists;
                    }));
    held.await();

    var deletion =
        CompletableFuture.supplyAsync(() -> status(host, "{\"meeting_id\":\"" + id + "\"}"));
    assertThatThrownBy(() -> deletion.get(300, TimeUnit.MILLISECONDS))
        .isInstanceOf(java.util.concurrent.TimeoutException.class);
    release.countDown();

    assertThat(writer.join()).isTrue();
    assertThat(deletion.join()).isEqualTo(200);
    assertThat(access.hold(new MeetingId(id))).isFalse();
  }

  private int status(Person who, String json) {
    try {
      return post(who, "delete-meeting", json).statusCode();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static void awaitUninterruptibly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
