package ai.bizcrush.extapi.reference;

import ai.bizcrush.extapi.meetings.MeetingId;
import ai.bizcrush.extapi.meetings.MeetingService.Person;
import ai.bizcrush.extapi.shared.Ulids;
import ai.bizcrush.extapi.transcripts.LiveChunk;
import ai.bizcrush.extapi.transcripts.LiveJournal;
import ai.bizcrush.extapi.transcripts.LiveRecording;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;

/** What was said in a meeting, in a line for each example. */
record TranscriptStory(Recorder to, Person ada, LiveJournal journal) {

  private static final String NOBODYS = "01K00000000000000000000000";
  private static final String PAGE = "{'meeting_id':'%s','last_updated_at':'%s','limit':100}";
  private static final String EVER = "1970-01-01T00:00:00Z";

  /**
   * @param meeting where a file was transcribed
   */
  void tell(String meeting) throws Exception {
    sayLive(meeting);
    page("get-live-transcription-chunks", meeting);
    String utterance =
        page("get-transcript-utterances", meeting).at("/utterances/0/id").stringValue();

    String update = "update-transcript-utterance";
    String correction = "{'meeting_id':'%s','id':'%s','transcript':'Good morning, all.'}";
    to.send(200, ada, update, correction.formatted(meeting, utterance));
    to.send(404, ada, update, correction.formatted(meeting, NOBODYS));
    to.send(400, ada, update, "{}");

    String whole = "get-meeting-transcripts";
    to.send(200, ada, whole, "{'meeting_id':'" + meeting + "','force_refresh':false}");
    to.send(404, ada, whole, "{'meeting_id':'" + NOBODYS + "'}");
    to.send(400, ada, whole, "{}");
  }

  private JsonNode page(String endpoint, String meeting) throws Exception {
    to.send(404, ada, endpoint, PAGE.formatted(NOBODYS, EVER));
    to.send(400, ada, endpoint, PAGE.formatted(meeting, "yesterday"));
    return to.send(200, ada, endpoint, PAGE.formatted(meeting, EVER));
  }

  private void sayLive(String meeting) throws Exception {
    var recording = new LiveRecording(Ulids.next(), ada.id(), meeting, new MeetingId(meeting), 1);
    var begun = new CompletableFuture<LiveJournal.Outcome>();
    journal.begin(recording, null, Runnable::run, begun::complete);
    begun.get(10, TimeUnit.SECONDS);
    var said = new CompletableFuture<LiveJournal.Outcome>();
    var chunk = new LiveChunk(Ulids.next(), "Shall we begin?", "0", "en", 300, 1200, 0.94);
    journal.commit(recording, chunk, 0, chunk.endMs(), Runnable::run, said::complete);
    said.get(10, TimeUnit.SECONDS);
  }
}
