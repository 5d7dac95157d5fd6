package ai.bizcrush.extapi.transcription.live.session;

import ai.bizcrush.extapi.shared.Caller;
import ai.bizcrush.extapi.transcription.live.LiveStream;
import ai.bizcrush.extapi.transcription.live.LiveStreams;
import ai.bizcrush.extapi.transcription.live.StreamClient;
import ai.bizcrush.extapi.transcription.live.StreamConfig;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;

/** Begins sessions. */
final class SessionStreams implements LiveStreams {

  private final StreamContext context;
  private final LongSupplier nanoTime;

  SessionStreams(StreamContext context, LongSupplier nanoTime) {
    this.context = context;
    this.nanoTime = nanoTime;
  }

  @Override
  public LiveStream open(StreamConfig config, Caller caller, StreamClient client, Executor loop) {
    var session = new StreamSession(config, caller, client, loop, context, nanoTime.getAsLong());
    session.open();
    return session;
  }
}
