package ai.bizcrush.extapi.engine.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.bizcrush.extapi.engine.EngineException;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JsonParser;

class MessageJsonTests {

  @ParameterizedTest
  @CsvSource({
    "'\"one\"', one",
    "'\"a\\u0000b\"', ab",
    "'\"a\\ud83d\\ude00b\"', a😀b",
    "'\"a\\ud83db\"', ab",
    "'\"a\\ude00b\\ud83d\"', ab",
    "null, ''"
  })
  void textIsCleaned(String json, String text) {
    String appended = read(json, MessageJsonTests::appended);

    assertThat(appended).isEqualTo(text);
  }

  private static String appended(JsonParser parser) {
    var text = new StringBuilder();
    MessageJson.append(parser, text);
    return text.toString();
  }

  @Test
  void aLikelyTextIsNotMadeAgain() {
    String likely = "Results";
    Function<JsonParser, String> reading = parser -> MessageJson.text(parser, likely);

    String same = read("\"Results\"", reading);
    String other = read("\"results\"", reading);
    String none = read("null", reading);

    assertThat(same).isSameAs(likely);
    assertThat(other).isEqualTo("results");
    assertThat(none).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "1.2345, 1235", "-0.5, 0", "1e2, 100000", "null, -1"})
  void secondsAreMilliseconds(String json, long millis) {
    long read = read(json, parser -> MessageJson.seconds(parser, 100_000));

    assertThat(read).isEqualTo(millis);
  }

  @ParameterizedTest
  @ValueSource(strings = {"100.001", "1e300", "1e999", "\"1\"", "true", "[]", "{}"})
  void whatIsNoTimeIsAFault(String json) {
    assertThatThrownBy(() -> read(json, parser -> MessageJson.seconds(parser, 100_000)))
        .isInstanceOf(EngineException.class);
  }

  @ParameterizedTest
  @CsvSource({"0.5, 0.5", "-1, 0", "7, 1", "null, 0"})
  void confidenceIsAShare(String json, double confidence) {
    double read = read(json, MessageJson::confidence);

    assertThat(read).isEqualTo(confidence);
  }

  @ParameterizedTest
  @CsvSource({"true, true", "false, false", "null, false"})
  void aFlagMayBeMissing(String json, boolean flag) {
    boolean read = read(json, MessageJson::flag);

    assertThat(read).isEqualTo(flag);
  }

  private static <T> T read(String json, Function<JsonParser, T> reading) {
    byte[] message = ("{\"x\":" + json + "}").getBytes(StandardCharsets.UTF_8);
    try (var parser = MessageJson.open(message, 0, message.length)) {
      MessageJson.enterObject(parser);
      parser.nextName();
      parser.nextToken();
      return reading.apply(parser);
    }
  }
}
