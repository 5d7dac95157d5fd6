package ai.bizcrush.extapi.provider.soniox.live;

import ai.bizcrush.extapi.engine.RecognitionRequest;
import ai.bizcrush.extapi.engine.Recording;
import java.io.StringWriter;
import java.util.List;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** The first message of a session: what is coming and what is wanted. */
final class StartMessage {

  private static final JsonFactory JSON = new JsonFactory();

  private final LiveSettings settings;

  StartMessage(LiveSettings settings) {
    this.settings = settings;
  }

  String of(RecognitionRequest request) {
    var message = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), message)) {
      json.writeStartObject();
      json.writeStringProperty("model", settings.model());
      json.writeStringProperty("audio_format", "pcm_s16le");
      json.writeNumberProperty("sample_rate", Recording.SAMPLE_RATE);
      json.writeNumberProperty("num_channels", 1);
      strings(json, "language_hints", request.languages().codes());
      json.writeBooleanProperty("enable_speaker_diarization", request.diarization());
      json.writeBooleanProperty("enable_language_identification", true);
      json.writeBooleanProperty("enable_endpoint_detection", true);
      json.writeNumberProperty("max_endpoint_delay_ms", settings.endpointDelay().toMillis());
      List<String> terms = Terms.of(request.keywords());
      if (!terms.isEmpty()) {
        json.writeObjectPropertyStart("context");
        strings(json, "terms", terms);
        json.writeEndObject();
      }
      json.writeEndObject();
    }
    return message.toString();
  }

  private static void strings(JsonGenerator json, String name, List<String> values) {
    if (!values.isEmpty()) {
      json.writeArrayPropertyStart(name);
      values.forEach(json::writeString);
      json.writeEndArray();
    }
  }
}
