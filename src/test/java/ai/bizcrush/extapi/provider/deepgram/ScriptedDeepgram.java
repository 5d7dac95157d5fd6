package ai.bizcrush.extapi.provider.deepgram;

import ai.bizcrush.extapi.engine.http.Reply;
import ai.bizcrush.extapi.engine.http.ScriptedForm;
import ai.bizcrush.extapi.engine.http.ScriptedRequest;
import ai.bizcrush.extapi.engine.http.ScriptedVendor;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Deepgram's {@code /v1/listen} for recordings, as strict as it is about its query. */
final class ScriptedDeepgram extends ScriptedVendor {

  private static final long MOST_BYTES = 2L << 30;
  private static final Set<String> PARAMETERS =
      Set.of(
          "model",
          "smart_format",
          "utterances",
          "diarize",
          "language",
          "language_hint",
          "detect_language",
          "keyterm",
          "keywords");

  private final String key;

  ScriptedDeepgram(String key) {
    this.key = key;
  }

  @Override
  protected Reply answer(ScriptedRequest request) {
    if (!request.header("Authorization").equals("Token " + key)) {
      return failure(401, "INVALID_AUTH", "Invalid credentials.");
    }
    return switch (request.method() + " " + request.path()) {
      case "GET /v1/projects" -> Reply.json(200, "{\"projects\":[]}");
      case "POST /v1/listen" -> listen(request);
      default -> failure(404, "NOT_FOUND", "Resource not found");
    };
  }

  private Reply listen(ScriptedRequest request) {
    if (request.length() > MOST_BYTES) {
      return failure(413, "PAYLOAD_TOO_LARGE", "Payload too large");
    }
    List<String> complaints = complaints(request);
    if (!complaints.isEmpty()) {
      return failure(400, "Bad Request", String.join("; ", complaints));
    }
    boolean diarize = one(request, "diarize").equals("true");

    return Reply.json(
        200,
        switch (hearing()) {
          case SILENCE -> silence();
          case SPEECH -> transcript("0.1");
          case TWO_SPEAKERS -> twoSpeakers(diarize);
        });
  }

  private static List<String> complaints(ScriptedRequest request) {
    var complaints = new ArrayList<String>();
    var query = request.query();
    query.keySet().stream()
        .filter(name -> !PARAMETERS.contains(name))
        .forEach(name -> complaints.add("Unknown parameter " + name));
    if (!request.header("Content-Type").startsWith("audio/")) {
      complaints.add("Unsupported content type");
    }
    if (!ScriptedForm.isWav(request.head(), request.length())) {
      complaints.add("failed to process audio: corrupt or unsupported data");
    }
    if (query.containsKey("language") && query.containsKey("detect_language")) {
      complaints.add("language and detect_language exclude each other");
    }
    if (query.containsKey("language_hint") && !one(request, "language").equals("multi")) {
      complaints.add("language_hint needs language=multi");
    }
    boolean newest = one(request, "model").startsWith("nova-3");
    if (query.containsKey(newest ? "keywords" : "keyterm")) {
      complaints.add("keywords and keyterm depend on the model");
    }
    for (String flag : List.of("smart_format", "utterances", "diarize")) {
      if (!one(request, flag).matches("true|false|")) {
        complaints.add(flag + " is true or false");
      }
    }
    if (!one(request, "model").matches("nova-[23](-[a-z]+)?")) {
      complaints.add("No such model/language/tier combination found.");
    }
    return complaints;
  }

  private static String one(ScriptedRequest request, String name) {
    return request.query().getOrDefault(name, List.of("")).getFirst();
  }

  @Override
  public String transcript(String number) {
    return """
        {"metadata":{"request_id":"1","duration":8.0,"channels":1,"models":["m"]},
         "results":{"channels":[{"alternatives":[{"transcript":"Good morning.","confidence":0.98,
           "words":[{"word":"good","start":0.1,"end":1.0,"confidence":0.99,"speaker":0,"punctuated_word":"Good"}]}],
           "detected_language":"en","language_confidence":0.97}],
          "utterances":[{"start":%s,"end":2.5,"confidence":0.98,"channel":0,"transcript":"Good morning.","speaker":0,"id":"u1",
           "words":[{"word":"good","start":0.1,"end":1.0,"confidence":0.99,"speaker":0,"speaker_confidence":0.6,"punctuated_word":"Good"},
                    {"word":"morning","start":1.1,"end":2.6,"confidence":0.97,"speaker":0,"speaker_confidence":0.6,"punctuated_word":"morning."}]}]}}"""
        .formatted(number);
  }

  private static String silence() {
    return """
        {"metadata":{"request_id":"1"},"results":{"channels":[{"alternatives":[
         {"transcript":"","confidence":0.0,"words":[]}]}],"utterances":[]}}""";
  }

  private static String twoSpeakers(boolean diarize) {
    return """
        {"metadata":{"request_id":"1"},"results":{"channels":[],"utterances":[
         {"start":0.4,"end":2.5,"confidence":0.9,"transcript":"Good morning."%s},
         {"start":3.0,"end":7.9,"confidence":0.8,"transcript":"Hello."%s}]}}"""
        .formatted(diarize ? ",\"speaker\":0" : "", diarize ? ",\"speaker\":1" : "");
  }

  @Override
  public Reply failure(int status, String message) {
    return failure(status, "CODE", message);
  }

  private static Reply failure(int status, String code, String message) {
    return Reply.json(
        status,
        """
        {"err_code":"%s","err_msg":"%s","request_id":"1"}"""
            .formatted(code, message));
  }
}
