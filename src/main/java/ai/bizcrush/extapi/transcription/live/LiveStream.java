package ai.bizcrush.extapi.transcription.live;

/**
 * A running stream, as the client's socket sees it; used on the stream's loop alone and never
 * blocking it. It has no timer of its own: {@link #tick} is its clock. Its last word is {@link
 * StreamClient#close}, said once, also to a client that is gone; nothing is called after it.
 */
public interface LiveStream {

  /**
   * The next samples: PCM, 16 kHz, one channel, signed 16 bit, little-endian, whole samples. The
   * bytes are the caller's again when this returns.
   */
  void audio(byte[] pcm, int offset, int length);

  /** What arrived together has been handed over: a good moment to pass it on. */
  void readComplete();

  /** The client wants finals of everything said so far; it may go on. */
  void finish();

  /** The client sends nothing for now and stays. */
  void keepAlive();

  /** No audio is coming any more: remaining finals, then {@link StreamClient#close}. */
  void end();

  /**
   * The client left, with or without {@link #end} before: what was said is still finalised and
   * stored, without anybody to tell it to.
   */
  void clientGone();

  /**
   * The server ends the stream: as {@link #end}, but the client is told {@code why}. Audio is not
   * taken any more.
   */
  void stop(StreamEnd why);

  /**
   * The stream has failed in ways that it does not know: it lets go of its engine and its audio,
   * takes and hears nothing more; what is on its way to the disk gets there. Nothing is called
   * after this, and nothing need be said.
   */
  void abort();

  /**
   * Time passes, about every 100 ms until the stream is over.
   *
   * @param nanoTime of {@link System#nanoTime}
   */
  void tick(long nanoTime);
}
