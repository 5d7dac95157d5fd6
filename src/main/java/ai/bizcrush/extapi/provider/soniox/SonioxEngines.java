package ai.bizcrush.extapi.provider.soniox;

import ai.bizcrush.extapi.engine.EngineFactory;
import ai.bizcrush.extapi.engine.FileRecognizer;
import ai.bizcrush.extapi.engine.ProviderSettings;
import ai.bizcrush.extapi.engine.http.EngineHttp;
import org.springframework.stereotype.Component;

/** Soniox, in any of its regions. */
@Component
final class SonioxEngines implements EngineFactory, AutoCloseable {

  private final EngineHttp http;
  private final Cleaning cleaning = new Cleaning();

  SonioxEngines(EngineHttp http) {
    this.http = http;
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
  public void close() {
    cleaning.close();
  }
}
