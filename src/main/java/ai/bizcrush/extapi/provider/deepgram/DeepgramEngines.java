package ai.bizcrush.extapi.provider.deepgram;

import ai.bizcrush.extapi.engine.EngineFactory;
import ai.bizcrush.extapi.engine.FileRecognizer;
import ai.bizcrush.extapi.engine.ProviderSettings;
import ai.bizcrush.extapi.engine.http.EngineHttp;
import org.springframework.stereotype.Component;

/** Deepgram, in its cloud or self-hosted. */
@Component
final class DeepgramEngines implements EngineFactory {

  private final EngineHttp http;

  DeepgramEngines(EngineHttp http) {
    this.http = http;
  }

  @Override
  public String type() {
    return "deepgram";
  }

  @Override
  public FileRecognizer file(ProviderSettings settings) {
    return new DeepgramRecognizer(settings.as(DeepgramSettings.class), http);
  }
}
