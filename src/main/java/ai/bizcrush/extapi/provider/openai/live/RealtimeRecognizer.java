package ai.bizcrush.extapi.provider.openai.live;

import ai.bizcrush.extapi.engine.LiveCapabilities;
import ai.bizcrush.extapi.engine.LiveListener;
import ai.bizcrush.extapi.engine.LiveRecognizer;
import ai.bizcrush.extapi.engine.LiveSession;
import ai.bizcrush.extapi.engine.RecognitionRequest;
import ai.bizcrush.extapi.engine.socket.EngineSockets;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;

/**
 * Transcription by the Realtime API ({@code wss /v1/realtime?intent=transcription},
 * developers.openai.com/api/docs/guides/realtime-transcription), and by servers of its shape.
 */
public final class RealtimeRecognizer implements LiveRecognizer {

  private final RealtimeSettings settings;
  private final SessionUpdate update;
  private final String address;
  private final boolean modelInQuery;
  private final Map<String, String> headers;
  private final EngineSockets sockets;
  private final LiveCapabilities capabilities;

  /**
   * @param baseUrl {@code http} or {@code https}, without the path
   * @param apiKey {@code ""} for servers that ask for none
   * @param languages what the model recognises
   */
  public RealtimeRecognizer(
      RealtimeSettings settings,
      String baseUrl,
      String apiKey,
      Set<String> languages,
      EngineSockets sockets) {
    this.settings = settings;
    this.update = new SessionUpdate(settings);
    String base = baseUrl.endsWith("/") ? baseUrl.substring(0, baseUrl.length() - 1) : baseUrl;
    this.address = base.replaceFirst("http", "ws") + settings.path() + "?intent=transcription";
    this.modelInQuery = settings.namesModelInQuery(baseUrl);
    this.headers = apiKey.isEmpty() ? Map.of() : Map.of("Authorization", "Bearer " + apiKey);
    this.sockets = sockets;
    this.capabilities =
        new LiveCapabilities(
            languages,
            true,
            false,
            Expectations.of(settings.model()) != Expectations.LANGUAGE,
            false,
            false,
            settings.frame(),
            settings.pace(),
            settings.maxSession());
  }

  @Override
  public LiveCapabilities capabilities() {
    return capabilities;
  }

  @Override
  public LiveSession open(RecognitionRequest request, LiveListener listener, Executor loop) {
    List<String> languages = request.languages().codes();
    String language = languages.size() == 1 ? languages.getFirst() : "";
    URI uri = uri(language);
    return new RealtimeSession(
        settings,
        update.of(request),
        language,
        listener,
        loop,
        session -> sockets.open(uri, headers, session, loop));
  }

  private URI uri(String language) {
    if (!modelInQuery) {
      return URI.create(address);
    }
    String model = URLEncoder.encode(settings.model(), StandardCharsets.UTF_8);
    return URI.create(
        address + "&model=" + model + (language.isEmpty() ? "" : "&language=" + language));
  }
}
