package ai.bizcrush.extapi.provider.soniox.live;

import ai.bizcrush.extapi.engine.LanguageHints;
import ai.bizcrush.extapi.engine.LiveCapabilities;
import ai.bizcrush.extapi.engine.LiveListener;
import ai.bizcrush.extapi.engine.LiveRecognizer;
import ai.bizcrush.extapi.engine.LiveSession;
import ai.bizcrush.extapi.engine.RecognitionRequest;
import ai.bizcrush.extapi.engine.socket.EngineSockets;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Executor;

/** Real-time transcription over a WebSocket (soniox.com/docs/api-reference/stt/websocket-api). */
public final class SonioxLiveRecognizer implements LiveRecognizer {

  private final EngineSockets sockets;
  private final StartMessage start;
  private final URI uri;
  private final Map<String, String> headers;
  private final LiveCapabilities capabilities;

  public SonioxLiveRecognizer(LiveSettings settings, String apiKey, EngineSockets sockets) {
    this.sockets = sockets;
    this.start = new StartMessage(settings);
    this.uri = URI.create(settings.url());
    this.headers = Map.of("Authorization", "Bearer " + apiKey);
    this.capabilities =
        new LiveCapabilities(
            LanguageHints.SUPPORTED,
            true,
            true,
            true,
            true,
            true,
            Duration.ZERO,
            settings.pace(),
            settings.maxSession());
  }

  @Override
  public LiveCapabilities capabilities() {
    return capabilities;
  }

  @Override
  public LiveSession open(RecognitionRequest request, LiveListener listener, Executor loop) {
    return new SonioxLiveSession(
        start.of(request),
        new ResultReader(request),
        listener,
        session -> sockets.open(uri, headers, session, loop));
  }
}
