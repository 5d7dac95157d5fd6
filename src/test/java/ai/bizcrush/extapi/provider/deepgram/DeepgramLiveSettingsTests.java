package ai.bizcrush.extapi.provider.deepgram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.bizcrush.extapi.engine.HeardEvents;
import ai.bizcrush.extapi.engine.LanguageHints;
import ai.bizcrush.extapi.engine.LiveRecognizer;
import ai.bizcrush.extapi.engine.RecognitionRequest;
import ai.bizcrush.extapi.engine.http.ConfiguredProvider;
import ai.bizcrush.extapi.engine.http.EngineHttp;
import ai.bizcrush.extapi.engine.socket.PlayedSocket;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a stream asks for. */
class DeepgramLiveSettingsTests {

  private static final String KEY = "key-that-nobody-may-read";

  private final PlayedSocket engine = new PlayedSocket();

  @Test
  void everythingStandsInTheQuery() {
    open(
        Map.of(),
        new RecognitionRequest(LanguageHints.of(List.of("ko")), true, List.of("Biz Crush", "a&b")));

    assertThat(engine.uri())
        .hasScheme("wss")
        .hasHost("api.deepgram.com")
        .hasPath("/v1/listen")
        .hasParameter("model", "nova-3")
        .hasParameter("encoding", "linear16")
        .hasParameter("sample_rate", "16000")
        .hasParameter("channels", "1")
        .hasParameter("interim_results", "true")
        .hasParameter("endpointing", "300")
        .hasParameter("utterance_end_ms", "1000")
        .hasParameter("vad_events", "true")
        .hasParameter("diarize", "true")
        .hasParameter("smart_format", "true")
        .hasParameter("punctuate", "true")
        .hasParameter("language", "ko")
        .hasParameter("keyterm", "Biz Crush")
        .hasParameter("keyterm", "a&b");
    assertThat(engine.headers()).isEqualTo(Map.of("Authorization", "Token " + KEY));
  }

  @ParameterizedTest
  @CsvSource({"'', multi", "'de,fr', multi", "fr, fr"})
  void withoutOneLanguageAllAreHeard(String hints, String language) {
    open(
        Map.of(),
        new RecognitionRequest(LanguageHints.of(List.of(hints.split(","))), false, List.of()));

    assertThat(engine.uri()).hasParameter("language", language).hasParameter("diarize", "false");
  }

  @Test
  void theServerAndThePausesAreSettings() {
    open(
        Map.of(
            "base-url", "http://localhost:8080/",
            "model", "nova-2",
            "endpointing", "700ms",
            "utterance-end", "1500ms"),
        new RecognitionRequest(LanguageHints.AUTOMATIC, true, List.of("BizCrush")));

    assertThat(engine.uri().toString()).startsWith("ws://localhost:8080/v1/listen?");
    assertThat(engine.uri())
        .hasParameter("endpointing", "700")
        .hasParameter("utterance_end_ms", "1500")
        .hasParameter("keywords", "BizCrush");
  }

  @ParameterizedTest
  @CsvSource({
    "utterance-end, 999ms, utteranceEnd",
    "utterance-end, 6s, utteranceEnd",
    "endpointing, 9ms, endpointing",
    "endpointing, 6s, endpointing"
  })
  void pausesThatTheEngineRefusesAreRefusedAtTheStart(String name, String value, String property) {
    assertThatThrownBy(() -> recognizer(Map.of(name, value))).hasStackTraceContaining(property);
  }

  private void open(Map<String, String> properties, RecognitionRequest request) {
    recognizer(properties).open(request, new HeardEvents(), Runnable::run);
  }

  private LiveRecognizer recognizer(Map<String, String> properties) {
    var all = new HashMap<>(Map.of("api-key", KEY));
    all.putAll(properties);
    return new DeepgramEngines(new EngineHttp(Clock.systemUTC()), engine)
        .live(new ConfiguredProvider("deepgram", all));
  }
}
