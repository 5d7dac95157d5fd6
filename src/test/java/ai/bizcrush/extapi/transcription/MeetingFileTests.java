package ai.bizcrush.extapi.transcription;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ai.bizcrush.extapi.SyntheticSpeech;
import ai.bizcrush.extapi.meetings.MeetingService;
import ai.bizcrush.extapi.web.Http;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Files whose session is a meeting. */
class MeetingFileTests extends MeetingService {

  private static final byte[] TONE = SyntheticSpeech.noise(Duration.ofSeconds(1), 8000, 1).wav();

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
  }

  private HttpResponse<String> sendFile(Person who, String session, String prefer)
      throws Exception {
    return http.send(
        http.to("/v1/stt?session_id=" + session)
            .header("X-API-Key", who.key())
            .header("Content-Type", "audio/wav")
            .header("Prefer", prefer)
            .POST(BodyPublishers.ofByteArray(TONE)));
  }

  private void transcribe(Person who, String session) throws Exception {
    var reply = sendFile(who, session, "wait=60");
    assertThat(reply.statusCode()).as(reply.body()).isEqualTo(200);
  }

  private HttpResponse<String> result(Person who, String session) throws Exception {
    return post(who, "stt/result", "{\"session_id\":\"" + session + "\"}");
  }

  private void assertGone(Person who, String session) throws Exception {
    assertError(result(who, session), 404, "NOT_FOUND", "Transcription not found");
  }

  private void delete() throws Exception {
    call(host, "delete-meeting", "{\"meeting_id\":\"" + meeting + "\"}");
  }

  @Test
  void whatIsSaidInAFileIsReadInItsMeeting() throws Exception {
    transcribe(guest, meeting);

    var said = call(host, "get-meeting-transcripts", "{\"meeting_id\":\"" + meeting + "\"}");

    assertThat(said.get("transcripts").get(0).get("transcript").stringValue())
        .isEqualTo("Good morning.");
  }

  @Test
  void aDeletedMeetingTakesTheResultsOfItsFilesAlong() throws Exception {
    var stranger = person("Stranger");
    String lower = meeting.toLowerCase(Locale.ROOT);
    transcribe(host, meeting);
    transcribe(guest, lower);
    transcribe(stranger, meeting);
    assertThat(result(guest, lower).statusCode()).isEqualTo(200);

    delete();

    assertGone(host, meeting);
    assertGone(guest, lower);
    assertThat(result(stranger, meeting).statusCode()).isEqualTo(200);
  }

  @Test
  void workThatGoesOnWhileItsMeetingIsDeletedLeavesNothing() throws Exception {
    var held = new ScriptedEngine.Held();
    engine.next(held);
    String session =
        Http.json(sendFile(guest, meeting, "respond-async")).get("session_id").stringValue();
    held.begun.await();
    String work = work(session);

    delete();

    assertGone(guest, session);
    held.release.countDown();
    await().until(() -> jobs(work) == 0);
    assertGone(guest, session);
  }

  private String work(String session) {
    return jdbc.sql("select id from transcriptions where session_id = ?")
        .param(session)
        .query(String.class)
        .single();
  }

  private int jobs(String work) {
    return jdbc.sql("select count(*) from scheduled_tasks where task_instance = ?")
        .param(work)
        .query(Integer.class)
        .single();
  }
}
