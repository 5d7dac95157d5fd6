package ai.bizcrush.extapi.transcription;

import ai.bizcrush.extapi.meetings.RecordedMeetings;
import ai.bizcrush.extapi.meetings.RecordedMeetings.RecordedMeeting;
import ai.bizcrush.extapi.transcripts.Recorded;
import ai.bizcrush.extapi.transcripts.SpokenUtterance;
import ai.bizcrush.extapi.transcripts.TranscriptStore;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Files whose session is a meeting: what is said in them belongs to it. */
@Component
class MeetingRecordings {

  private static final String WHOLE = "file";

  private final RecordedMeetings meetings;
  private final TranscriptStore store;

  MeetingRecordings(RecordedMeetings meetings, TranscriptStore store) {
    this.meetings = meetings;
    this.store = store;
  }

  /** The meeting that the session of some work names, if its owner takes part in it. */
  @Nullable RecordedMeeting meeting(Work work) {
    return meetings.find(work.caller().user(), work.sessionId()).orElse(null);
  }

  /** Stores the utterances with the meeting, once, as a recording of their own. */
  void store(Work work, RecordedMeeting meeting, TranscriptionReply reply) {
    var utterances =
        reply.utterances().stream()
            .map(
                said ->
                    new SpokenUtterance(
                        said.speaker(),
                        said.text(),
                        said.language(),
                        said.startMs(),
                        said.endMs(),
                        said.confidence()))
            .toList();
    var recording = new Recorded(work.id(), work.caller().user(), work.sessionId(), meeting.id());
    if (!utterances.isEmpty()
        && meetings.takesPart(work.caller().user(), meeting.id()) // it may have left meanwhile
        && store.store(recording, WHOLE, utterances, false)) {
      meetings.active(meeting.id());
    }
  }
}
