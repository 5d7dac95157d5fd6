package ai.bizcrush.extapi.provider.deepgram;

import ai.bizcrush.extapi.engine.EngineFactory;
import ai.bizcrush.extapi.engine.FileRecognizer;
import ai.bizcrush.extapi.engine.LiveRecognizer;
import ai.bizcrush.extapi.engine.ProviderSettings;
import ai.bizcrush.extapi.engine.http.EngineHttp;
import ai.bizcrush.extapi.engine.socket.EngineSockets;
import org.springframework.stereotype.Component;

/** Deepgram, in its cloud or self-hosted. */
@Component
final class DeepgramEngines implements EngineFactory {

  private final EngineHttp http;
  private final EngineSockets sockets;

  DeepgramEngines(EngineHttp http, EngineSockets sockets) {
    this.http = http;
    this.sockets = sockets;
  }

  @Override
  public String type() {
    return "deepgram";
  }

  @Override
  public FileRecognizer file(ProviderSettings settings) {
    return new DeepgramRecognizer(settings.as(DeepgramSettings.class), http);
  }

  @Override
  public LiveRecognizer live(ProviderSettings settings) {
    return new DeepgramLiveRecognizer(settings.as(DeepgramSettings.class), sockets);
  }
}
