package ai.bizcrush.extapi.provider.openai;

import ai.bizcrush.extapi.engine.EngineFactory;
import ai.bizcrush.extapi.engine.FileRecognizer;
import ai.bizcrush.extapi.engine.LiveRecognizer;
import ai.bizcrush.extapi.engine.ProviderSettings;
import ai.bizcrush.extapi.engine.http.EngineHttp;
import ai.bizcrush.extapi.engine.socket.EngineSockets;
import ai.bizcrush.extapi.media.AudioEncoder;
import ai.bizcrush.extapi.provider.openai.live.RealtimeRecognizer;
import org.springframework.stereotype.Component;

/** OpenAI itself, and every server of its shape: speaches, vLLM, LiteLLM, whisper.cpp. */
@Component
final class OpenAiEngines implements EngineFactory {

  private final EngineHttp http;
  private final AudioEncoder encoder;
  private final EngineSockets sockets;

  OpenAiEngines(EngineHttp http, AudioEncoder encoder, EngineSockets sockets) {
    this.http = http;
    this.encoder = encoder;
    this.sockets = sockets;
  }

  @Override
  public String type() {
    return "openai";
  }

  @Override
  public FileRecognizer file(ProviderSettings settings) {
    return new OpenAiRecognizer(settings.as(OpenAiSettings.class), http, encoder);
  }

  @Override
  public LiveRecognizer live(ProviderSettings settings) {
    var entry = settings.as(OpenAiSettings.class);
    return new RealtimeRecognizer(
        entry.live(), entry.baseUrl(), entry.apiKey(), entry.recognized(), sockets);
  }
}
