package ai.bizcrush.extapi.provider.soniox;

import ai.bizcrush.extapi.engine.EngineFactory;
import ai.bizcrush.extapi.engine.FileRecognizer;
import ai.bizcrush.extapi.engine.LiveRecognizer;
import ai.bizcrush.extapi.engine.ProviderSettings;
import ai.bizcrush.extapi.engine.http.EngineHttp;
import ai.bizcrush.extapi.engine.socket.EngineSockets;
import ai.bizcrush.extapi.provider.soniox.live.SonioxLiveRecognizer;
import org.springframework.stereotype.Component;

/** Soniox, in any of its regions. */
@Component
final class SonioxEngines implements EngineFactory, AutoCloseable {

  private final EngineHttp http;
  private final EngineSockets sockets;
  private final Cleaning cleaning = new Cleaning();

  SonioxEngines(EngineHttp http, EngineSockets sockets) {
    this.http = http;
    this.sockets = sockets;
  }

  @Override
  public String type() {
    return "soniox";
  }

  @Override
  public String defaultPolicy() {
    return "polled";
  }

  @Override
  public FileRecognizer file(ProviderSettings settings) {
    var entry = settings.as(SonioxSettings.class);
    return new SonioxRecognizer(entry, new SonioxApi(entry, http), cleaning);
  }

  @Override
  public LiveRecognizer live(ProviderSettings settings) {
    var entry = settings.as(SonioxSettings.class);
    return new SonioxLiveRecognizer(entry.live(), entry.apiKey(), sockets);
  }

  @Override
  public void close() {
    cleaning.close();
  }
}
