package ai.bizcrush.extapi.transcription;

import ai.bizcrush.extapi.meetings.MeetingAccess;
import ai.bizcrush.extapi.meetings.MeetingDeleted;
import ai.bizcrush.extapi.meetings.RecordedMeetings;
import ai.bizcrush.extapi.meetings.RecordedMeetings.RecordedMeeting;
import ai.bizcrush.extapi.transcripts.Recorded;
import ai.bizcrush.extapi.transcripts.SpokenUtterance;
import ai.bizcrush.extapi.transcripts.TranscriptStore;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Files whose session is a meeting: what is said in them belongs to it. */
@Component
class MeetingRecordings {

  private static final String WHOLE = "file";

  private final RecordedMeetings meetings;
  private final MeetingAccess access;
  private final TranscriptStore store;
  private final Transcriptions transcriptions;
  private final TransactionTemplate transaction;

  MeetingRecordings(
      RecordedMeetings meetings,
      MeetingAccess access,
      TranscriptStore store,
      Transcriptions transcriptions,
      TransactionTemplate transaction) {
    this.meetings = meetings;
    this.access = access;
    this.store = store;
    this.transcriptions = transcriptions;
    this.transaction = transaction;
  }

  /**
   * The meeting that the session of some work names, if its owner takes part in it. The work goes
   * with the meeting from now on: when that is deleted, so is what came of the work.
   */
  @Nullable RecordedMeeting meeting(Work work) {
    return meetings
        .find(work.caller().user(), work.sessionId())
        .filter(meeting -> bind(work, meeting))
        .orElse(null);
  }

  private boolean bind(Work work, RecordedMeeting meeting) {
    return transaction.execute(
        status -> {
          boolean held = access.hold(meeting.id());
          if (held) {
            transcriptions.belongTo(meeting.id(), work.id());
          }
          return held;
        });
  }

  /** In the transaction that deletes the meeting: nobody is answered its transcript any more. */
  @EventListener
  void on(MeetingDeleted deleted) {
    transcriptions.removeOf(deleted.meeting());
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
