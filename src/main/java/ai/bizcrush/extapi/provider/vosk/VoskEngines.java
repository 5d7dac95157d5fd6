package ai.bizcrush.extapi.provider.vosk;

import ai.bizcrush.extapi.engine.EngineFactory;
import ai.bizcrush.extapi.engine.LiveRecognizer;
import ai.bizcrush.extapi.engine.ProviderSettings;
import ai.bizcrush.extapi.engine.socket.EngineSockets;
import org.springframework.stereotype.Component;

/** vosk-server, in Python with its WebSocket interface. */
@Component
final class VoskEngines implements EngineFactory {

  private final EngineSockets sockets;

  VoskEngines(EngineSockets sockets) {
    this.sockets = sockets;
  }

  @Override
  public String type() {
    return "vosk";
  }

  @Override
  public LiveRecognizer live(ProviderSettings settings) {
    return new VoskRecognizer(settings.as(VoskSettings.class), sockets);
  }
}
