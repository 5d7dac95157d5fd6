package ai.bizcrush.extapi.provider.openai.live;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** What the server has against a {@code session.update}. */
final class UpdateComplaints {

  private static final Set<String> MODELS =
      Set.of(
          "whisper-1",
          "gpt-4o-transcribe",
          "gpt-4o-mini-transcribe",
          "gpt-4o-transcribe-diarize",
          "gpt-transcribe",
          "gpt-live-transcribe",
          "gpt-realtime-whisper");

  private final List<String> complaints = new ArrayList<>();

  private UpdateComplaints() {}

  static List<String> about(JsonNode update) {
    var about = new UpdateComplaints();
    about.update(update);
    return about.complaints;
  }

  private void update(JsonNode update) {
    only(update, "type", "session");
    JsonNode session = update.path("session");
    only(session, "type", "audio", "include");
    require(session.path("type").asString("").equals("transcription"), "another session");
    only(session.path("audio"), "input");
    JsonNode input = session.path("audio").path("input");
    only(input, "format", "noise_reduction", "transcription", "turn_detection");
    only(input.path("format"), "type", "rate");
    require(input.path("format").path("type").asString("").equals("audio/pcm"), "another format");
    require(input.path("format").path("rate").asInt(0) == 24_000, "another rate");
    only(input.path("noise_reduction"), "type");
    transcription(input.path("transcription"));
    turnDetection(
        input.path("transcription").path("model").asString(""), input.path("turn_detection"));
  }

  private void transcription(JsonNode transcription) {
    String model = transcription.path("model").asString("");
    require(MODELS.contains(model), "an unknown model");
    if (model.equals("gpt-live-transcribe") || model.equals("gpt-transcribe")) {
      only(transcription, "model", "languages", "keywords", "prompt", "delay");
      for (JsonNode keyword : transcription.path("keywords")) {
        require(!keyword.asString().matches("(?s).*[<>\r\n].*"), "a keyword that nobody says");
      }
    } else if (model.equals("gpt-realtime-whisper")) {
      only(transcription, "model", "language", "delay");
    } else {
      only(transcription, "model", "language", "prompt");
    }
  }

  private void turnDetection(String model, JsonNode detection) {
    if (model.equals("gpt-live-transcribe") || model.equals("gpt-realtime-whisper")) {
      require(detection.isNull() || detection.isMissingNode(), "turn detection is not supported");
      return;
    }
    only(detection, "type", "threshold", "prefix_padding_ms", "silence_duration_ms");
    require(
        detection.isNull() || detection.path("type").asString("").equals("server_vad"),
        "another turn detection");
  }

  private void only(JsonNode object, String... names) {
    if (object.isObject()) {
      object.propertyNames().stream()
          .filter(name -> !List.of(names).contains(name))
          .forEach(name -> complaints.add("unknown parameter " + name));
    }
  }

  private void require(boolean kept, String otherwise) {
    if (!kept) {
      complaints.add(otherwise);
    }
  }
}
