package ai.bizcrush.extapi.provider.deepgram;

import ai.bizcrush.extapi.engine.LanguageHints;
import ai.bizcrush.extapi.engine.LiveCapabilities;
import ai.bizcrush.extapi.engine.LiveListener;
import ai.bizcrush.extapi.engine.LiveRecognizer;
import ai.bizcrush.extapi.engine.LiveSession;
import ai.bizcrush.extapi.engine.RecognitionRequest;
import ai.bizcrush.extapi.engine.socket.EngineSockets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Executor;

/** Live transcription ({@code wss /v1/listen}, the models of the Nova family). */
final class DeepgramLiveRecognizer implements LiveRecognizer {

  /** The engine closes a stream that comes faster. */
  private static final double PACE = 1.25;

  private static final LiveCapabilities CAPABILITIES =
      new LiveCapabilities(
          LanguageHints.SUPPORTED, true, true, true, true, true, Duration.ZERO, PACE, null);

  private final EngineSockets sockets;
  private final ListenQuery query;
  private final Map<String, String> headers;

  DeepgramLiveRecognizer(DeepgramSettings settings, EngineSockets sockets) {
    this.sockets = sockets;
    this.query = new ListenQuery(settings);
    this.headers = Map.of("Authorization", settings.authorization());
  }

  @Override
  public LiveCapabilities capabilities() {
    return CAPABILITIES;
  }

  @Override
  public LiveSession open(RecognitionRequest request, LiveListener listener, Executor loop) {
    return new DeepgramStream(request, listener, loop, sockets, query.live(request), headers);
  }
}
