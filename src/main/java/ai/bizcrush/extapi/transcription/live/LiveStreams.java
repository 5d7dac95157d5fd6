package ai.bizcrush.extapi.transcription.live;

import ai.bizcrush.extapi.shared.Caller;
import java.util.concurrent.Executor;

/** Begins streams. */
public interface LiveStreams {

  /**
   * Begins a stream, on its loop, and returns at once. The client may be spoken to before this
   * returns.
   *
   * @param loop the client's event loop, a single thread: the stream lives on it
   */
  LiveStream open(StreamConfig config, Caller caller, StreamClient client, Executor loop);
}
