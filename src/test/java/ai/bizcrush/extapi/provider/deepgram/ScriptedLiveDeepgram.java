package ai.bizcrush.extapi.provider.deepgram;

import ai.bizcrush.extapi.engine.socket.Refusal;
import ai.bizcrush.extapi.engine.socket.ScriptedSocket;
import ai.bizcrush.extapi.engine.socket.ScriptedSocketServer;
import ai.bizcrush.extapi.engine.socket.SocketScript;
import ai.bizcrush.extapi.engine.socket.Spoken;
import ai.bizcrush.extapi.engine.socket.UpgradeRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Deepgram's {@code wss /v1/listen}, as strict as it is about its query and its messages. */
final class ScriptedLiveDeepgram extends ScriptedSocketServer {

  private static final Set<String> PARAMETERS =
      Set.of(
          "model",
          "encoding",
          "sample_rate",
          "channels",
          "language",
          "interim_results",
          "endpointing",
          "utterance_end_ms",
          "vad_events",
          "diarize",
          "smart_format",
          "punctuate",
          "keyterm",
          "keywords");

  private final String key;
  private volatile List<Spoken> speech = Spoken.CONVERSATION;
  private volatile boolean noisy;
  private volatile Duration burst = Duration.ofSeconds(30);

  ScriptedLiveDeepgram(String key) {
    this.key = key;
  }

  /** What is said from now on, on each connection from its beginning. */
  void say(List<Spoken> words) {
    speech = words;
  }

  /** From now on no pause is heard; utterances end at gaps between words alone. */
  void addNoise() {
    noisy = true;
  }

  /** How much audio may come at once; all else no faster than 1.25 times real time. */
  void allow(Duration burst) {
    this.burst = burst;
  }

  @Override
  protected @Nullable Refusal refusal(UpgradeRequest request) {
    if (!request.header("Authorization").equals("Token " + key)) {
      return refusal(401, "INVALID_AUTH", "Invalid credentials.");
    }
    if (!request.path().equals("/v1/listen")) {
      return refusal(404, "NOT_FOUND", "Not found");
    }
    var complaints = objections(request);
    if (complaints.isEmpty()) {
      return null;
    }
    complaints.forEach(this::complain);
    return refusal(400, "Bad Request", String.join("; ", complaints));
  }

  static Refusal refusal(int status, String code, String message) {
    return Refusal.of(
            status,
            """
            {"err_code":"%s","err_msg":"%s","request_id":"1"}"""
                .formatted(code, message))
        .with("dg-error", message)
        .with("dg-request-id", "1");
  }

  private static List<String> objections(UpgradeRequest request) {
    var objections = new ArrayList<String>();
    request.query().keySet().stream()
        .filter(name -> !PARAMETERS.contains(name))
        .forEach(name -> objections.add("unknown parameter " + name));
    requireOne(objections, request, "model", "nova-[23](-[a-z]+)?");
    requireOne(objections, request, "encoding", "linear16");
    requireOne(objections, request, "sample_rate", "16000");
    requireOne(objections, request, "channels", "1");
    requireOne(objections, request, "language", "multi|[a-z]{2}");
    requireOne(objections, request, "interim_results", "true");
    requireOne(objections, request, "endpointing", "[0-9]{2,5}");
    requireOne(objections, request, "utterance_end_ms", "[1-9][0-9]{3,4}");
    for (String flag : List.of("vad_events", "diarize", "smart_format", "punctuate")) {
      requireOne(objections, request, flag, "true|false");
    }
    if (request
        .query()
        .containsKey(one(request, "model").startsWith("nova-3") ? "keywords" : "keyterm")) {
      objections.add("keywords and keyterm depend on the model");
    }
    return objections;
  }

  private static void requireOne(
      List<String> objections, UpgradeRequest request, String name, String pattern) {
    var values = request.query().getOrDefault(name, List.of());
    if (values.size() != 1 || !values.getFirst().matches(pattern)) {
      objections.add(name + " is " + values);
    }
  }

  static String one(UpgradeRequest request, String name) {
    return request.query().getOrDefault(name, List.of("")).getFirst();
  }

  @Override
  protected SocketScript script(UpgradeRequest request, ScriptedSocket socket) {
    return new LiveDeepgramScript(request, socket, speech, noisy, burst, this::complain);
  }
}
