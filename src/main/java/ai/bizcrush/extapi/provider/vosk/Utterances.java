package ai.bizcrush.extapi.provider.vosk;

import ai.bizcrush.extapi.engine.LiveWord;
import ai.bizcrush.extapi.engine.Recording;
import ai.bizcrush.extapi.engine.socket.OrderlyListener;
import java.util.List;

/**
 * What the reply that was just read says: each word once, where utterances end, and how far the
 * recogniser has heard.
 */
final class Utterances {

  static final int BYTES_PER_MS = Recording.SAMPLE_RATE / 1000 * Recording.SAMPLE_BYTES;

  /** What the recogniser may have heard of a word without showing it yet. */
  private static final long LAG_MS = 500;

  private final ReplyReader reader;
  private final EngineClock clock;
  private final OrderlyListener listener;

  private long heardBytes;
  private long lastEndMs = -1;

  Utterances(ReplyReader reader, EngineClock clock, OrderlyListener listener) {
    this.reader = reader;
    this.clock = clock;
    this.listener = listener;
  }

  /** So much more audio is answered. */
  void heard(long bytes) {
    heardBytes += bytes;
  }

  /** A reply to audio. */
  void audio() {
    if (reader.isFinal()) {
      finals();
    } else {
      listener.interim(reader.words());
    }
    progress();
  }

  /** The reply to a reset: the recogniser begins anew. */
  void reset() {
    listener.finals(newWords());
    clock.reset(heardBytes / BYTES_PER_MS);
    endpoint();
  }

  /** A reply to silence that is not the caller's. */
  void silence() {
    if (reader.isFinal()) {
      listener.finals(newWords());
    } else {
      listener.interim(reader.words());
    }
  }

  /** The last reply. */
  void last() {
    finals();
    settle();
  }

  /** The words of a final reply, without those of one that was said before. */
  private List<LiveWord> newWords() {
    List<LiveWord> words = reader.words();
    if (words.isEmpty()) {
      return words;
    }
    long end = words.getLast().endMs();
    if (end >= 0 && end <= lastEndMs) {
      return List.of();
    }
    lastEndMs = Math.max(lastEndMs, end);
    return words;
  }

  /** A final reply is an utterance, or nothing. */
  private void finals() {
    List<LiveWord> words = newWords();
    listener.finals(words);
    if (!words.isEmpty()) {
      listener.endpoint();
    }
  }

  /** Nothing is open any more. */
  void endpoint() {
    listener.endpoint();
    settle();
  }

  /** Without a tail nothing is open but what the recogniser does not show yet. */
  void progress() {
    long heard = heardBytes / BYTES_PER_MS;
    listener.progress(listener.hasTail() ? 0 : heard - LAG_MS, heard);
  }

  private void settle() {
    long heard = heardBytes / BYTES_PER_MS;
    listener.progress(heard, heard);
  }
}
