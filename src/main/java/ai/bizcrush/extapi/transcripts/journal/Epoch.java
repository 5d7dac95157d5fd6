package ai.bizcrush.extapi.transcripts.journal;

import ai.bizcrush.extapi.transcripts.LiveRecording;

/** One reign over a recording. */
record Epoch(String messageId, int number) {

  static Epoch of(LiveRecording recording) {
    return new Epoch(recording.messageId(), recording.epoch());
  }
}
