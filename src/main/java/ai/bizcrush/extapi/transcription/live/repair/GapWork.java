package ai.bizcrush.extapi.transcription.live.repair;

import ai.bizcrush.extapi.engine.LanguageHints;
import ai.bizcrush.extapi.engine.RecognitionRequest;
import ai.bizcrush.extapi.meetings.MeetingId;
import ai.bizcrush.extapi.shared.UserId;
import ai.bizcrush.extapi.transcription.live.GapRepairs.Gap;
import ai.bizcrush.extapi.transcripts.LiveRecording;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A gap as the data of its job. */
record GapWork(
    String messageId,
    String owner,
    String sessionId,
    @Nullable String meeting,
    int epoch,
    List<String> languages,
    boolean diarization,
    List<String> keywords,
    String keyId,
    long audioFromMs,
    long fromMs,
    long toMs,
    Instant orderedAt) {

  static GapWork of(Gap gap, Instant orderedAt) {
    LiveRecording recording = gap.recording();
    MeetingId meeting = recording.meeting();
    return new GapWork(
        recording.messageId(),
        recording.owner().value(),
        recording.sessionId(),
        meeting == null ? null : meeting.value(),
        recording.epoch(),
        gap.request().languages().codes(),
        gap.request().diarization(),
        gap.request().keywords(),
        gap.keyId(),
        gap.audioFromMs(),
        gap.fromMs(),
        gap.toMs(),
        orderedAt);
  }

  LiveRecording recording() {
    return new LiveRecording(
        messageId,
        new UserId(owner),
        sessionId,
        meeting == null ? null : new MeetingId(meeting),
        epoch);
  }

  RecognitionRequest request() {
    return new RecognitionRequest(new LanguageHints(languages), diarization, keywords);
  }
}
