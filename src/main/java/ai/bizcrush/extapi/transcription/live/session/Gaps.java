package ai.bizcrush.extapi.transcription.live.session;

import ai.bizcrush.extapi.engine.RecognitionRequest;
import ai.bizcrush.extapi.engine.Recording;
import ai.bizcrush.extapi.transcription.live.GapRepairs.Gap;
import ai.bizcrush.extapi.transcripts.LiveJournal.Outcome;
import ai.bizcrush.extapi.transcripts.LiveRecording;
import java.util.ArrayDeque;
import java.util.concurrent.Executor;

/** The stretches of a stream that go the way of recordings, until they are kept for that. */
final class Gaps {

  private static final int SAMPLES_A_MS = Recording.SAMPLE_RATE / 1000;

  private final LiveRecording recording;
  private final RecognitionRequest request;
  private final String keyId;
  private final AudioRing ring;
  private final Transcript transcript;
  private final Executor loop;
  private final StreamContext context;
  private final Listener listener;
  private final ArrayDeque<Waiting> waiting = new ArrayDeque<>();
  private int open;

  /** Hears what becomes of them. */
  interface Listener {
    /** All of them are kept, durably. */
    void kept();

    /** One is not. */
    void lost(Outcome outcome);
  }

  /** A gap that is noted when everything before it is stored: that many finals. */
  private record Waiting(int finals, Gap gap, RingStretch audio) {}

  Gaps(
      LiveRecording recording,
      RecognitionRequest request,
      String keyId,
      AudioRing ring,
      Transcript transcript,
      Executor loop,
      StreamContext context,
      Listener listener) {
    this.recording = recording;
    this.request = request;
    this.keyId = keyId;
    this.ring = ring;
    this.transcript = transcript;
    this.loop = loop;
    this.context = context;
    this.listener = listener;
  }

  /** Whether one is not kept yet. */
  boolean areOpen() {
    return open > 0;
  }

  /** Takes a stretch out of the live stream. */
  void leave(long fromMs, long toMs) {
    long audioFromMs = Math.max(ring.start() / SAMPLES_A_MS, fromMs - Transcript.LEAD_MS);
    var audio = ring.pin(audioFromMs * SAMPLES_A_MS, ring.end());
    open++;
    context.meters().gap(toMs - fromMs);
    transcript.gap(fromMs, toMs);
    waiting.add(
        new Waiting(
            transcript.finals(),
            new Gap(recording, request, keyId, audioFromMs, fromMs, toMs),
            audio));
    order();
  }

  /** Orders what has waited for its turn; to be asked when finals were stored. */
  void order() {
    while (!waiting.isEmpty() && waiting.peek().finals() <= transcript.storedFinals()) {
      Waiting next = waiting.remove();
      context
          .repairs()
          .order(next.gap(), next.audio(), loop, outcome -> ordered(next.audio(), outcome));
    }
  }

  /** Nothing is stored any more: what waits never has its turn. */
  void close() {
    waiting.forEach(gap -> gap.audio().close());
    waiting.clear();
  }

  private void ordered(RingStretch audio, Outcome outcome) {
    audio.close();
    open--;
    if (outcome != Outcome.COMMITTED) {
      listener.lost(outcome);
      return;
    }
    transcript.gapKept();
    if (open == 0) {
      listener.kept();
    }
  }
}
