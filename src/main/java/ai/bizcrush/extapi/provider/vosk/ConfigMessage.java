package ai.bizcrush.extapi.provider.vosk;

import java.io.StringWriter;
import java.util.List;
import java.util.Locale;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * The first message of a stream: without it the server takes its own settings, 8 kHz by default.
 */
final class ConfigMessage {

  private static final JsonFactory FACTORY = new JsonFactory();

  /** What the model is to write for all other words. */
  private static final String UNKNOWN = "[unk]";

  private ConfigMessage() {}

  /**
   * The message.
   *
   * @param phrases all that is to be heard; empty for everything the model knows
   */
  static String of(List<String> phrases) {
    var message = new StringWriter();
    try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), message)) {
      json.writeStartObject();
      json.writeName("config");
      json.writeStartObject();
      json.writeNumberProperty("sample_rate", 16_000);
      json.writeBooleanProperty("words", true);
      json.writeNumberProperty("max_alternatives", 0);
      if (!phrases.isEmpty()) {
        json.writeName("phrase_list");
        json.writeStartArray();
        // The words of a model are written small.
        phrases.forEach(phrase -> json.writeString(phrase.toLowerCase(Locale.ROOT)));
        json.writeString(UNKNOWN);
        json.writeEndArray();
      }
      json.writeEndObject();
      json.writeEndObject();
    }
    return message.toString();
  }
}
