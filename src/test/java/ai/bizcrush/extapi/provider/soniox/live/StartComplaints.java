package ai.bizcrush.extapi.provider.soniox.live;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** What Soniox has against a start message of raw audio. */
final class StartComplaints {

  private static final Set<String> FIELDS =
      Set.of(
          "model",
          "audio_format",
          "sample_rate",
          "num_channels",
          "language_hints",
          "language_hints_strict",
          "enable_speaker_diarization",
          "enable_language_identification",
          "enable_endpoint_detection",
          "max_endpoint_delay_ms",
          "context",
          "client_reference_id");

  private StartComplaints() {}

  static List<String> of(JsonNode start) {
    var complaints = new ArrayList<String>();
    start.propertyNames().stream()
        .filter(name -> !FIELDS.contains(name))
        .forEach(name -> complaints.add("unknown field " + name));
    require(complaints, start.path("model").asString("").matches("stt-rt-v[0-9]"), "model");
    require(complaints, start.path("audio_format").asString("").equals("pcm_s16le"), "format");
    require(complaints, start.path("sample_rate").asInt(0) == 16_000, "sample rate");
    require(complaints, start.path("num_channels").asInt(0) == 1, "channels");
    int delay = start.path("max_endpoint_delay_ms").asInt(2000);
    require(complaints, delay >= 500 && delay <= 3000, "endpoint delay");
    for (JsonNode hint : start.path("language_hints")) {
      require(complaints, hint.asString("").matches("[a-z]{2}"), "language hint");
    }
    for (JsonNode term : start.path("context").path("terms")) {
      require(complaints, term.isString(), "term");
    }
    return complaints;
  }

  private static void require(List<String> complaints, boolean kept, String about) {
    if (!kept) {
      complaints.add("invalid " + about);
    }
  }
}
