package ai.bizcrush.extapi.provider.vosk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.bizcrush.extapi.engine.LiveRecognizer;
import ai.bizcrush.extapi.engine.http.ConfiguredProvider;
import ai.bizcrush.extapi.engine.socket.PlayedSocket;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VoskSettingsTests {

  @Test
  void aServerHasOneLanguage() {
    var capabilities = recognizer(Map.of("language", "ko")).capabilities();

    assertThat(capabilities.languages()).containsExactly("ko");
    assertThat(capabilities.detectsLanguage()).isFalse();
  }

  @Test
  void expectedWordsAreTakenWhereThatIsWanted() {
    assertThat(recognizer(Map.of("language", "ko")).capabilities().keywords()).isFalse();
    assertThat(recognizer(Map.of("language", "ko", "phrases", "true")).capabilities().keywords())
        .isTrue();
  }

  @ParameterizedTest
  @CsvSource({"'', language", "en-US, language", "English, language"})
  void theLanguageIsNeeded(String language, String property) {
    assertThatThrownBy(() -> recognizer(Map.of("language", language)))
        .hasStackTraceContaining(property);
  }

  @ParameterizedTest
  @CsvSource({"http://localhost:2700", "localhost:2700", "'ws://a b'", "ws://a?b=c"})
  void theUrlIsAWebSockets(String url) {
    assertThatThrownBy(() -> recognizer(Map.of("language", "ko", "url", url)))
        .hasStackTraceContaining("must be a ws(s) URL");
  }

  private static LiveRecognizer recognizer(Map<String, String> properties) {
    return new VoskEngines(new PlayedSocket()).live(new ConfiguredProvider("vosk", properties));
  }
}
