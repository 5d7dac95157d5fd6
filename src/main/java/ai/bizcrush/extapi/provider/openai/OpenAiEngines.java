package ai.bizcrush.extapi.provider.openai;

import ai.bizcrush.extapi.engine.EngineFactory;
import ai.bizcrush.extapi.engine.FileRecognizer;
import ai.bizcrush.extapi.engine.ProviderSettings;
import ai.bizcrush.extapi.engine.http.EngineHttp;
import ai.bizcrush.extapi.media.AudioEncoder;
import org.springframework.stereotype.Component;

/** OpenAI itself, and every server of its shape: speaches, vLLM, LiteLLM, whisper.cpp. */
@Component
final class OpenAiEngines implements EngineFactory {

  private final EngineHttp http;
  private final AudioEncoder encoder;

  OpenAiEngines(EngineHttp http, AudioEncoder encoder) {
    this.http = http;
    this.encoder = encoder;
  }

  @Override
  public String type() {
    return "openai";
  }

  @Override
  public FileRecognizer file(ProviderSettings settings) {
    return new OpenAiRecognizer(settings.as(OpenAiSettings.class), http, encoder);
  }
}
