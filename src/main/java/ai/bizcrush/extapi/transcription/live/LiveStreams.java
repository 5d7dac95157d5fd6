package ai.bizcrush.extapi.transcription.live;

import ai.bizcrush.extapi.shared.Caller;
import java.util.concurrent.Executor;

/** Begins streams. */
public interface LiveStreams {

  /**
   * Begins a stream; returns at once. The client hears {@link StreamClient#connected} or {@link
   * StreamClient#close}, perhaps before this returns.
   *
   * @param loop the event loop that all calls of the stream and to the client are made on
   */
  LiveStream open(StreamConfig config, Caller caller, StreamClient client, Executor loop);
}
