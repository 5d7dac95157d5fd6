package ai.bizcrush.extapi.transcription.live.session;

import ai.bizcrush.extapi.shared.UserId;
import ai.bizcrush.extapi.transcripts.LiveChunk;
import ai.bizcrush.extapi.transcripts.LiveJournal;
import ai.bizcrush.extapi.transcripts.LiveRecording;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A journal in memory, in virtual time: commits take a while, and fail as they are told to. */
final class MemoryJournal implements LiveJournal {

  private final VirtualTime time;
  final List<LiveChunk> chunks = new ArrayList<>();
  final Set<String> ended = new HashSet<>();
  long latencyMs = 15;
  @Nullable Outcome refusal;
  @Nullable LiveRecording recording;
  byte @Nullable [] key;
  long settledMs;
  long wordsEndMs;
  long gapEndMs;
  int speakers;
  int interims;

  MemoryJournal(VirtualTime time) {
    this.time = time;
  }

  @Override
  public void begin(
      LiveRecording begun, byte @Nullable [] resumeKey, Executor loop, Consumer<Outcome> done) {
    recording = begun;
    key = resumeKey;
    answer(() -> done.accept(refusal == null ? Outcome.COMMITTED : refusal), loop);
  }

  @Override
  public void resume(
      UserId owner, byte[] resumeKey, int known, Executor loop, Consumer<Resumption> done) {
    time.after(
        latencyMs,
        () -> {
          if (recording == null || !Arrays.equals(key, resumeKey)) {
            loop.execute(() -> done.accept(new Resumption.Unknown()));
            return;
          }
          var taken =
              new LiveRecording(
                  recording.messageId(),
                  owner,
                  recording.sessionId(),
                  recording.meeting(),
                  recording.epoch() + 1);
          recording = taken;
          var reached = new Reached(settledMs, wordsEndMs, gapEndMs, speakers, chunks.size());
          var missed = List.copyOf(chunks.subList(known, chunks.size()));
          LiveChunk last = chunks.isEmpty() ? null : chunks.getLast();
          loop.execute(() -> done.accept(new Resumption.Resumed(taken, reached, last, missed)));
        });
  }

  @Override
  public void commit(
      LiveRecording of,
      LiveChunk chunk,
      int number,
      long settled,
      Executor loop,
      Consumer<Outcome> done) {
    answer(
        () -> {
          Outcome outcome = refusal;
          if (outcome == null && recording != null && of.epoch() != recording.epoch()) {
            outcome = Outcome.REPLACED;
          }
          if (outcome == null) {
            outcome = Outcome.COMMITTED;
            if (number != chunks.size()) {
              throw new AssertionError("final " + number + " after " + chunks.size());
            }
            chunks.add(chunk);
            speakers = Math.max(speakers, Integer.parseInt(chunk.speaker()) + 1);
            settledMs = Math.max(settledMs, settled);
            wordsEndMs = Math.max(wordsEndMs, chunk.endMs());
          }
          done.accept(outcome);
        },
        loop);
  }

  @Override
  public void check(LiveRecording of, Executor loop, Consumer<Outcome> done) {
    answer(
        () ->
            done.accept(
                recording != null && of.epoch() != recording.epoch()
                    ? Outcome.REPLACED
                    : Outcome.COMMITTED),
        loop);
  }

  private void answer(Runnable answer, Executor loop) {
    time.after(latencyMs, () -> loop.execute(answer));
  }

  @Override
  public void interim(LiveRecording of, LiveChunk chunk) {
    interims++;
  }

  @Override
  public void settled(LiveRecording of, long settled, Executor loop, Consumer<Long> stored) {
    time.after(
        700 + latencyMs,
        () -> {
          if (recording != null && of.epoch() == recording.epoch()) {
            settledMs = Math.max(settledMs, settled);
            loop.execute(() -> stored.accept(settled));
          }
        });
  }

  /** As {@link ai.bizcrush.extapi.transcripts.TranscriptStore#leaveGap}. */
  Outcome leaveGap(LiveRecording of, long toMs) {
    if (recording == null || of.epoch() != recording.epoch()) {
      return Outcome.REPLACED;
    }
    settledMs = Math.max(settledMs, toMs);
    wordsEndMs = Math.max(wordsEndMs, toMs);
    gapEndMs = Math.max(gapEndMs, toMs);
    return Outcome.COMMITTED;
  }

  @Override
  public void end(LiveRecording of) {
    ended.add(of.messageId() + of.epoch());
  }
}
