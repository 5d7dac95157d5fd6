package ai.bizcrush.extapi.provider.vosk;

import ai.bizcrush.extapi.engine.LiveCapabilities;
import ai.bizcrush.extapi.engine.LiveListener;
import ai.bizcrush.extapi.engine.LiveRecognizer;
import ai.bizcrush.extapi.engine.LiveSession;
import ai.bizcrush.extapi.engine.RecognitionRequest;
import ai.bizcrush.extapi.engine.socket.EngineSockets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;

/** Live recognition by vosk-server (github.com/alphacep/vosk-server, websocket/asr_server.py). */
final class VoskRecognizer implements LiveRecognizer {

  /** Every message is decoded and answered: few of them cost the server less. */
  private static final Duration MINIMUM_FRAME = Duration.ofMillis(100);

  /** The server takes what it can; the socket holds back the rest. */
  private static final double PACE = 10;

  private final VoskSettings settings;
  private final EngineSockets sockets;
  private final LiveCapabilities capabilities;

  VoskRecognizer(VoskSettings settings, EngineSockets sockets) {
    this.settings = settings;
    this.sockets = sockets;
    this.capabilities =
        new LiveCapabilities(
            Set.of(settings.language()),
            false,
            false,
            settings.phrases(),
            true,
            true,
            MINIMUM_FRAME,
            PACE,
            null);
  }

  @Override
  public LiveCapabilities capabilities() {
    return capabilities;
  }

  @Override
  public LiveSession open(RecognitionRequest request, LiveListener listener, Executor loop) {
    String config = ConfigMessage.of(settings.phrases() ? request.keywords() : List.of());
    return new VoskStream(settings, config, listener, sockets, loop);
  }
}
