package ai.bizcrush.extapi.transcription.live.repair;

import static org.assertj.core.api.Assertions.assertThat;

import ai.bizcrush.extapi.media.live.PcmSink;
import ai.bizcrush.extapi.meetings.MeetingService;
import ai.bizcrush.extapi.shared.Ulids;
import ai.bizcrush.extapi.transcription.ScriptedEngine;
import ai.bizcrush.extapi.transcription.live.GapRepairs;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** What is heard afterwards of a meeting's streams. */
class GapRepairTests extends MeetingService {

  private static final byte[] FOUR_SECONDS = new byte[4 * 16_000 * 2];

  @Autowired GapRepair repair;
  @Autowired GapFolder folder;
  @Autowired ScriptedEngine engine;

  private Person host;
  private Person guest;
  private String meeting;

  @BeforeEach
  void create() throws Exception {
    engine.reset();
    host = person("Host");
    guest = person("Guest");
    meeting = meeting(host, guest.email());
    call(guest, "get-meeting-messages", "{\"meeting_id\":\"" + meeting + "\"}");
  }

  private static final class Silence implements GapRepairs.Audio {

    @Override
    public long bytes() {
      return FOUR_SECONDS.length;
    }

    @Override
    public boolean copyTo(PcmSink sink) {
      sink.pcm(FOUR_SECONDS, 0, FOUR_SECONDS.length);
      return true;
    }
  }

  /** Repairs four seconds of a stream of the guest's. */
  private void repair() throws Exception {
    String id = Ulids.next();
    folder.keep(id, new Silence());
    var work =
        new GapWork(
            Ulids.next(),
            guest.id().value(),
            meeting,
            meeting,
            1,
            List.of(),
            true,
            List.of(),
            "key",
            0,
            0,
            4000,
            Instant.now());

    assertThat(repair.run(id, work)).isNull();
    assertThat(folder.audio(id)).isEmpty();
  }

  private int utterances() throws Exception {
    return call(host, "get-meeting-transcripts", "{\"meeting_id\":\"" + meeting + "\"}")
        .get("transcripts")
        .size();
  }

  @Test
  void whatIsHeardIsStoredWithTheMeeting() throws Exception {
    repair();

    assertThat(utterances()).isEqualTo(2);
  }

  @Test
  void whoeverHasLeftAddsNothing() throws Exception {
    call(
        guest,
        "remove-meeting-participants",
        "{\"meeting_id\":\"" + meeting + "\",\"participant_ids\":\"" + guest.id() + "\"}");

    repair();

    assertThat(utterances()).isZero();
  }
}
