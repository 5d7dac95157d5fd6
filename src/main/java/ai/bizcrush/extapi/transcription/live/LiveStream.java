package ai.bizcrush.extapi.transcription.live;

/** One stream, from its configuration on; used on its event loop alone, and never blocking it. */
public interface LiveStream {

  /** The next samples: PCM, 16 kHz, one channel, signed 16 bit, little-endian; they are copied. */
  void audio(byte[] pcm, int offset, int length);

  /** The client has said all: remaining finals, then the close frame. */
  void end();

  /** The client wants finals of everything so far. */
  void finish();

  /** The client is there although it says nothing. */
  void keepAlive();

  /** What arrived together was handed over. */
  void readComplete();

  /** The client's connection is gone: nothing can be sent any more. */
  void clientGone();

  /** The service ends the stream: finals as far as they come in time, then the close frame. */
  void stop(StreamEnd why);

  /**
   * Looks after time-outs; asked about ten times a second, also when the client is gone.
   *
   * @return false once the stream is over: it is not asked again
   */
  boolean tick(long nanoTime);
}
