package ai.bizcrush.extapi.engine;

/**
 * A running session of a {@link LiveRecognizer}; used on its loop alone, never blocking it. Audio
 * may be handed over from {@link LiveListener#ready} on.
 */
public interface LiveSession {

  /**
   * Hands over the next samples: PCM, 16 kHz, one channel, signed 16 bit, little-endian. The bytes
   * are copied before this returns.
   */
  void audio(byte[] pcm, int offset, int length);

  /** Sends what was handed over since the last flush, in as few system calls as possible. */
  void flush();

  /** Whether more audio may be handed over now; {@link LiveListener#writable} says when again. */
  boolean isWritable();

  /**
   * Asks for finals of everything heard so far, which end the utterance ({@link
   * LiveListener#endpoint}); the session goes on.
   */
  void finish();

  /** No audio is coming for now; the engine is to stay. Called every few seconds until it is. */
  void keepAlive();

  /** No audio is coming any more: remaining finals, then {@link LiveListener#ended}. */
  void end();

  /** Drops the session, even one still being dialled. Nothing is said to the listener any more. */
  void abort();
}
