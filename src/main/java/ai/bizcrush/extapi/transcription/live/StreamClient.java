package ai.bizcrush.extapi.transcription.live;

/**
 * The client's end of a stream, as the session sees it; on the session's loop, never blocking.
 * Frames go out in the order of the calls, when {@link #flush} is called at the latest.
 */
public interface StreamClient {

  /** The stream is accepted. */
  void connected();

  /** The newest state of an open chunk. A slow client misses all but the last one. */
  void interim(Chunk chunk);

  /** A final chunk, which is stored already. Nothing with its id follows. */
  void finished(Chunk chunk);

  /**
   * How far the stream is, for clients with {@link Feature#ACKS}.
   *
   * @param receivedMs audio that has arrived; on a resumed stream, where the client's audio is to
   *     go on
   * @param finalMs audio before this is never asked for again
   * @param resumeToken by which another stream goes on from here
   */
  void ack(long receivedMs, long finalMs, String resumeToken);

  /**
   * The session is over: an error frame if it is one, then the close frame. Called once, as the
   * last of all, also when the client is gone.
   */
  void close(StreamEnd end);

  /** Whether the client reads what it is sent. Who does not is sent what is new all the same. */
  boolean isWritable();

  /** The session has all it can hold: stop reading until {@link #resumeReading}. */
  void pauseReading();

  void resumeReading();

  void flush();
}
