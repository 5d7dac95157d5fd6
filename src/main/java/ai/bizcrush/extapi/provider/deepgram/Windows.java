package ai.bizcrush.extapi.provider.deepgram;

import ai.bizcrush.extapi.engine.LiveWord;
import ai.bizcrush.extapi.engine.socket.OrderlyListener;
import java.util.List;

/**
 * The windows that the engine transcribes one after the other: interim results replace each other
 * until a final one closes the window, and some of those end an utterance.
 */
final class Windows {

  /** With no more than this left to transcribe the engine may not answer {@code Finalize}. */
  private static final long INSIGNIFICANT_MS = 100;

  private final StreamReader reader;
  private final OrderlyListener listener;

  private long lastWordEndMs = -1;

  /** Where the last closed window ended, by the engine's own account. */
  private long closedMs = -1;

  /** Final words have been said since the last endpoint. */
  private boolean speaking;

  /** How much had been sent when an endpoint was asked for, -1 when none is owed. */
  private long finishMs = -1;

  Windows(StreamReader reader, OrderlyListener listener) {
    this.reader = reader;
    this.listener = listener;
  }

  /** Says what the reader has just read: {@code Results}. */
  void results(long sentMs) {
    long heard = Math.min(reader.endMs(), sentMs);
    if (reader.isFinal()) {
      finals();
      listener.progress(heard, heard);
    } else if (!repeated()) {
      listener.interim(reader.words());
      listener.progress(0, heard);
    }
  }

  /** Of a window that was closed before. */
  private boolean repeated() {
    return reader.endMs() > 0 && reader.endMs() <= closedMs;
  }

  private void finals() {
    if (!repeated()) {
      close(reader.words());
    }
    boolean ends = reader.speechFinal() || reader.fromFinalize();
    boolean answers = finishMs >= 0 && (reader.fromFinalize() || settles(reader.endMs()));
    if (answers) {
      finishMs = -1;
    }
    if (answers || (speaking && ends)) {
      endpoint();
    }
  }

  private void close(List<LiveWord> words) {
    closedMs = Math.max(closedMs, reader.endMs());
    listener.finals(words);
    if (!words.isEmpty()) {
      speaking = true;
      lastWordEndMs = words.getLast().endMs();
    }
  }

  private boolean settles(long endMs) {
    return endMs + INSIGNIFICANT_MS >= finishMs;
  }

  /** Says what it has read: {@code UtteranceEnd}, maybe after words of the next utterance. */
  void utteranceEnd() {
    long last = reader.lastWordEndMs();
    if (speaking && (last < 0 || last + INSIGNIFICANT_MS >= lastWordEndMs)) {
      endpoint();
    }
  }

  private void endpoint() {
    speaking = false;
    listener.endpoint();
  }

  /** An endpoint is asked for. */
  void finish(long sentMs) {
    finishMs = sentMs;
  }

  /** Whether an endpoint is owed that no result may come for. */
  boolean owesOneAlone() {
    return finishMs >= 0 && settles(listener.finalMs());
  }

  /** Says that one. */
  void finishAlone() {
    finishMs = -1;
    endpoint();
  }
}
