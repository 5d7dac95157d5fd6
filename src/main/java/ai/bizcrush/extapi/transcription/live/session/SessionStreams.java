package ai.bizcrush.extapi.transcription.live.session;

import ai.bizcrush.extapi.shared.Caller;
import ai.bizcrush.extapi.transcription.live.LiveStream;
import ai.bizcrush.extapi.transcription.live.LiveStreams;
import ai.bizcrush.extapi.transcription.live.StreamClient;
import ai.bizcrush.extapi.transcription.live.StreamConfig;
import java.util.concurrent.Executor;

/** Begins sessions. */
final class SessionStreams implements LiveStreams {

  private final StreamContext context;

  SessionStreams(StreamContext context) {
    this.context = context;
  }

  @Override
  public LiveStream open(StreamConfig config, Caller caller, StreamClient client, Executor loop) {
    long now = context.nanoTime().getAsLong();
    var session = new StreamSession(config, caller, client, loop, context, now);
    session.open();
    return session;
  }
}
