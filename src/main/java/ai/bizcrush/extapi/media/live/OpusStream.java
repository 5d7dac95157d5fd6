package ai.bizcrush.extapi.media.live;

import ai.bizcrush.extapi.media.AudioRejected;
import ai.bizcrush.extapi.media.CanonicalPcm;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * The packets of one Opus stream after the other, on their way from a container to samples, a slice
 * at a time.
 */
final class OpusStream {

  private static final int OPUS_RATE = 48_000;
  private static final int BYTES_A_MS = CanonicalPcm.SAMPLE_RATE / 1000 * CanonicalPcm.SAMPLE_BYTES;
  private static final int SLICE_BYTES = LiveOpus.SLICE_MS * BYTES_A_MS;
  private static final long MOST_BYTES = (long) LiveOpus.LONGEST_MS * BYTES_A_MS;

  /** A decoder that begins anew does about the work of a short packet. */
  private static final int WORK_OF_A_BEGIN = 20 * BYTES_A_MS;

  /** Takes bytes apart, and gives this the packets. */
  @FunctionalInterface
  interface Container {
    void feed(byte[] bytes, int offset, int length);
  }

  private final PcmSink sink;
  private final OpusPacketDecoder decoder = new OpusPacketDecoder();
  private final byte[] pcm = new byte[OpusPacketDecoder.MOST_BYTES];
  private final PacketQueue waiting = new PacketQueue();

  /** Beginnings of streams, each an empty packet of those that wait. */
  private final Deque<OpusHead> beginnings = new ArrayDeque<>();

  private @Nullable AudioRejected failure;
  private long brought;
  private int worked;
  private int bytesToSkip;

  OpusStream(PcmSink sink) {
    this.sink = sink;
  }

  /** As {@link LiveOpus#feed}. */
  int feed(Container container, byte[] bytes, int offset, int length) {
    worked = 0;
    brought = 0;
    try {
      container.feed(bytes, offset, length);
    } catch (AudioRejected e) {
      if (waiting.isEmpty() || e.reason() == AudioRejected.Reason.TOO_COSTLY) {
        throw e;
      }
      failure = e;
    }
    return worked;
  }

  boolean isBehind() {
    return !waiting.isEmpty();
  }

  /** As {@link LiveOpus#catchUp}. */
  int catchUp() {
    worked = 0;
    while (!waiting.isEmpty() && worked < SLICE_BYTES) {
      if (waiting.next() == 0) {
        start(beginnings.remove());
      } else {
        decode(waiting.bytes(), waiting.offset(), waiting.next());
      }
      waiting.remove();
    }
    if (waiting.isEmpty() && failure != null) {
      throw failure;
    }
    return worked;
  }

  /** Another stream begins. */
  void begin(OpusHead head) {
    if (isInTurn()) {
      start(head);
    } else {
      beginnings.add(head);
      waiting.add(new byte[0], 0, 0);
    }
  }

  void packet(byte[] packet, int offset, int length) {
    if (length == 0) {
      throw new AudioRejected(AudioRejected.Reason.MALFORMED);
    }
    brought += OpusPacketDecoder.decodedBytes(packet, offset, length);
    if (brought > MOST_BYTES) {
      throw new AudioRejected(AudioRejected.Reason.TOO_COSTLY);
    }
    if (isInTurn()) {
      decode(packet, offset, length);
    } else {
      waiting.add(packet, offset, length);
    }
  }

  private boolean isInTurn() {
    return waiting.isEmpty() && worked < SLICE_BYTES;
  }

  private void start(OpusHead head) {
    worked += WORK_OF_A_BEGIN;
    decoder.reset(head.gain());
    int samplesToSkip = head.preSkip() * CanonicalPcm.SAMPLE_RATE / OPUS_RATE;
    bytesToSkip = samplesToSkip * CanonicalPcm.SAMPLE_BYTES;
  }

  private void decode(byte[] packet, int offset, int length) {
    int decoded = decoder.decode(packet, offset, length, pcm, 0);
    worked += OpusPacketDecoder.work(decoded);
    int skipped = Math.min(bytesToSkip, decoded);
    bytesToSkip -= skipped;
    if (decoded > skipped) {
      sink.pcm(pcm, skipped, decoded - skipped);
    }
  }
}
