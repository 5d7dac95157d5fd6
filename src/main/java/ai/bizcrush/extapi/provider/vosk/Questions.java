package ai.bizcrush.extapi.provider.vosk;

import java.util.Arrays;

/**
 * What the server was sent and has not answered yet, in order: it answers every message once. A
 * ring of longs, which costs nothing while it does not grow.
 */
final class Questions {

  /** The stream's end. */
  static final long END = -1;

  /** A reset. */
  static final long RESET = -2;

  /** Silence that was not the caller's. */
  static final long SILENCE = -3;

  private long[] ring = new long[16];
  private int first;
  private int count;

  boolean isEmpty() {
    return count == 0;
  }

  /**
   * Appends a message.
   *
   * @param question one of the constants, or how many bytes of audio
   */
  void add(long question) {
    if (count == ring.length) {
      grow();
    }
    ring[(first + count) % ring.length] = question;
    count++;
  }

  /** Takes the oldest. */
  long take() {
    long question = ring[first];
    first = (first + 1) % ring.length;
    count--;
    return question;
  }

  private void grow() {
    long[] larger = Arrays.copyOfRange(ring, first, first + 2 * ring.length);
    System.arraycopy(ring, 0, larger, ring.length - first, first);
    Arrays.fill(larger, ring.length, larger.length, 0);
    ring = larger;
    first = 0;
  }
}
