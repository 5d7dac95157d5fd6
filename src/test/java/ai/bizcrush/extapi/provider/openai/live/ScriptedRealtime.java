package ai.bizcrush.extapi.provider.openai.live;

import ai.bizcrush.extapi.engine.LiveFault;
import ai.bizcrush.extapi.engine.socket.Refusal;
import ai.bizcrush.extapi.engine.socket.ScriptedLiveVendor;
import ai.bizcrush.extapi.engine.socket.ScriptedSocket;
import ai.bizcrush.extapi.engine.socket.SocketFault;
import ai.bizcrush.extapi.engine.socket.SocketScript;
import ai.bizcrush.extapi.engine.socket.TestCertificate;
import ai.bizcrush.extapi.engine.socket.UpgradeRequest;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** OpenAI's {@code wss /v1/realtime} for transcription, as strict as it is about its messages. */
final class ScriptedRealtime extends ScriptedLiveVendor {

  /** How turns are completed. */
  enum Order {
    AS_SPOKEN,
    /** The first two the other way round. */
    REVERSED,
    /** The same, and their texts come in turns. */
    INTERLEAVED
  }

  private final String key;
  private final List<JsonNode> updates = new CopyOnWriteArrayList<>();
  private final List<String> messages = new CopyOnWriteArrayList<>();
  private volatile Order order = Order.AS_SPOKEN;
  private volatile boolean selfHosted;
  private volatile String failing = "";

  ScriptedRealtime(String key) {
    this.key = key;
  }

  ScriptedRealtime(String key, TestCertificate certificate) {
    super(certificate);
    this.key = key;
  }

  void complete(Order inOrder) {
    this.order = inOrder;
  }

  Order order() {
    return order;
  }

  /** From now on it is another server: it wants the model in the query, and may want no key. */
  void hostYourself() {
    selfHosted = true;
  }

  /** From now on the first turn fails, with this error. */
  void failFirst(String error) {
    failing = error;
  }

  String failing() {
    return failing;
  }

  /** What sessions asked for, in order. */
  List<JsonNode> updates() {
    return updates;
  }

  /** The types of messages but those of audio, in order. */
  List<String> messages() {
    return messages;
  }

  @Override
  protected @Nullable Refusal refusal(UpgradeRequest request) {
    if (!selfHosted && !request.header("Authorization").equals("Bearer " + key)) {
      return refusal(401, "Incorrect API key provided");
    }
    if (!request.path().equals("/v1/realtime")) {
      return refusal(404, "Invalid URL");
    }
    if (!request.header("OpenAI-Beta").isEmpty()) {
      complain("asks for the beta");
    }
    Map<String, List<String>> query = request.query();
    if (!query.getOrDefault("intent", List.of()).equals(List.of("transcription"))) {
      complain("no intent");
    }
    if (query.containsKey("model") != selfHosted || (!selfHosted && query.size() != 1)) {
      complain("a query of another server");
    }
    return null;
  }

  @Override
  public Refusal refusal(int status, String message) {
    return Refusal.of(
        status,
        """
        {"error":{"message":"%s","type":"invalid_request_error","param":null,"code":null}}"""
            .formatted(message));
  }

  @Override
  public SocketFault failsForNow(long audio, String message) {
    return SocketFault.sayAndCloseAfter(audio, error("server_error", "null", message), 1011);
  }

  @Override
  public SocketFault endsSession(long audio) {
    return SocketFault.sayAndCloseAfter(
        audio,
        error("invalid_request_error", "\"session_expired\"", "Your session hit the maximum"),
        1001);
  }

  static String error(String type, String code, String message) {
    return """
        {"type":"error","event_id":"event_9","error":{"type":"%s","code":%s,"message":"%s","param":null,"event_id":null}}"""
        .formatted(type, code, message);
  }

  @Override
  protected SocketScript script(UpgradeRequest request, ScriptedSocket socket) {
    return new RealtimeScript(this, socket);
  }

  void refused(String about) {
    complain(about);
  }

  boolean has(LiveFault fault) {
    return mumbles(fault);
  }
}
