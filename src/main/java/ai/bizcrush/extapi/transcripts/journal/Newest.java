package ai.bizcrush.extapi.transcripts.journal;

import ai.bizcrush.extapi.transcripts.LiveChunk;
import ai.bizcrush.extapi.transcripts.LiveRecording;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What is newest of one recording and not written yet. Threads hold it for a few instructions. */
final class Newest implements Queued {

  private final String messageId;
  private LiveRecording recording;
  private @Nullable LiveChunk chunk;
  private long settledMs;
  private @Nullable Executor loop;
  private @Nullable Consumer<Long> stored;
  private boolean retired;

  /** When the writer looks again; known to the writer alone. */
  long due;

  Newest(LiveRecording recording) {
    this.messageId = recording.messageId();
    this.recording = recording;
  }

  String messageId() {
    return messageId;
  }

  /** False if it is retired: then a new one is needed. */
  synchronized boolean interim(LiveRecording of, LiveChunk newer) {
    if (follows(of)) {
      chunk = newer;
    }
    return !retired;
  }

  /** False if it is retired: then a new one is needed. */
  synchronized boolean settled(
      LiveRecording of, long ms, Executor ofLoop, Consumer<Long> toBeTold) {
    if (follows(of)) {
      settledMs = Math.max(settledMs, ms);
      loop = ofLoop;
      stored = toBeTold;
    }
    return !retired;
  }

  /** A recording that was taken over on this replica has two writers for a while. */
  private boolean follows(LiveRecording of) {
    if (of.epoch() > recording.epoch()) {
      recording = of;
      chunk = null;
      settledMs = 0;
    }
    return of.epoch() == recording.epoch();
  }

  /** Whether nobody has taken the recording over since. */
  synchronized boolean isOf(LiveRecording of) {
    return of.epoch() == recording.epoch();
  }

  synchronized void closed(String chunkId) {
    if (chunk != null && chunk.id().equals(chunkId)) {
      chunk = null;
    }
  }

  /** Takes what there is, or retires it. */
  synchronized Entry.@Nullable Progress take(long now) {
    if (chunk == null && settledMs == 0) {
      retired = true;
      return null;
    }
    Answer<Long> answer =
        settledMs == 0 || loop == null || stored == null ? null : new Answer<>(loop, stored);
    var progress = new Entry.Progress(recording, chunk, settledMs, answer, now);
    chunk = null;
    settledMs = 0;
    return progress;
  }

  /** Retires it; what was settled and not written. */
  synchronized long end() {
    retired = true;
    chunk = null;
    long settled = settledMs;
    settledMs = 0;
    return settled;
  }
}
