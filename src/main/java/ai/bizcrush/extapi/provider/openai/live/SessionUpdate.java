package ai.bizcrush.extapi.provider.openai.live;

import ai.bizcrush.extapi.engine.RecognitionRequest;
import ai.bizcrush.extapi.media.live.Upsampler;
import java.io.StringWriter;
import java.util.List;
import java.util.regex.Pattern;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** The first message of a session: what is coming and what is wanted. */
final class SessionUpdate {

  private static final JsonFactory JSON = new JsonFactory();

  /** Whisper reads the last 224 tokens of a prompt: more words push out the first. */
  private static final int PROMPT_CHARACTERS = 600;

  private static final int MOST_KEYWORDS = 100;

  /** What the server refuses in a keyword. */
  private static final Pattern UNSPEAKABLE = Pattern.compile("[<>\\r\\n]");

  /** Before the first sound of a voice. */
  private static final int PADDING_MS = 300;

  private final RealtimeSettings settings;
  private final Expectations expectations;

  SessionUpdate(RealtimeSettings settings) {
    this.settings = settings;
    this.expectations = Expectations.of(settings.model());
  }

  String of(RecognitionRequest request) {
    var message = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), message)) {
      json.writeStartObject();
      json.writeStringProperty("type", "session.update");
      json.writeObjectPropertyStart("session");
      json.writeStringProperty("type", "transcription");
      json.writeObjectPropertyStart("audio");
      json.writeObjectPropertyStart("input");
      format(json);
      noiseReduction(json);
      transcription(json, request);
      turnDetection(json);
      json.writeEndObject();
      json.writeEndObject();
      json.writeEndObject();
      json.writeEndObject();
    }
    return message.toString();
  }

  private static void format(JsonGenerator json) {
    json.writeObjectPropertyStart("format");
    json.writeStringProperty("type", "audio/pcm");
    json.writeNumberProperty("rate", Upsampler.SAMPLE_RATE);
    json.writeEndObject();
  }

  private void noiseReduction(JsonGenerator json) {
    if (settings.noiseReduction() != null) {
      json.writeObjectPropertyStart("noise_reduction");
      json.writeStringProperty("type", settings.noiseReduction());
      json.writeEndObject();
    }
  }

  private void transcription(JsonGenerator json, RecognitionRequest request) {
    json.writeObjectPropertyStart("transcription");
    json.writeStringProperty("model", settings.model());
    List<String> languages = request.languages().codes();
    if (expectations == Expectations.LISTS) {
      strings(json, "languages", languages);
      strings(json, "keywords", keywords(request.keywords()));
    } else if (languages.size() == 1) {
      // A model that takes one language is not told one of two.
      json.writeStringProperty("language", languages.getFirst());
    }
    String prompt = prompt(request.keywords());
    if (expectations == Expectations.PROMPT && !prompt.isEmpty()) {
      json.writeStringProperty("prompt", prompt);
    }
    json.writeEndObject();
  }

  private static List<String> keywords(List<String> keywords) {
    return keywords.stream()
        .filter(keyword -> !UNSPEAKABLE.matcher(keyword).find())
        .limit(MOST_KEYWORDS)
        .toList();
  }

  private static void strings(JsonGenerator json, String name, List<String> values) {
    if (!values.isEmpty()) {
      json.writeArrayPropertyStart(name);
      values.forEach(json::writeString);
      json.writeEndArray();
    }
  }

  private void turnDetection(JsonGenerator json) {
    if (settings.turnTaking() == TurnTaking.CLIENT) {
      json.writeNullProperty("turn_detection");
      return;
    }
    json.writeObjectPropertyStart("turn_detection");
    json.writeStringProperty("type", "server_vad");
    json.writeNumberProperty("threshold", settings.threshold());
    json.writeNumberProperty("prefix_padding_ms", PADDING_MS);
    json.writeNumberProperty("silence_duration_ms", settings.pause().toMillis());
    json.writeEndObject();
  }

  private static String prompt(List<String> keywords) {
    var prompt = new StringBuilder();
    for (String keyword : keywords) {
      if (prompt.length() + keyword.length() + 2 > PROMPT_CHARACTERS) {
        break;
      }
      prompt.append(prompt.isEmpty() ? "" : ", ").append(keyword);
    }
    return prompt.toString();
  }
}
