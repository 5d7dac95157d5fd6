package ai.bizcrush.extapi.provider.soniox.live;

import ai.bizcrush.extapi.engine.LiveFault;
import ai.bizcrush.extapi.engine.socket.Refusal;
import ai.bizcrush.extapi.engine.socket.ScriptedLiveVendor;
import ai.bizcrush.extapi.engine.socket.ScriptedSocket;
import ai.bizcrush.extapi.engine.socket.SocketFault;
import ai.bizcrush.extapi.engine.socket.SocketScript;
import ai.bizcrush.extapi.engine.socket.TestCertificate;
import ai.bizcrush.extapi.engine.socket.UpgradeRequest;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Soniox's real-time transcription of the marked audio of a {@link
 * ai.bizcrush.extapi.engine.LiveScene}: refuses upgrades without the key, start messages with
 * unknown or wrong fields, and audio before the start message.
 */
public final class ScriptedSonioxLive extends ScriptedLiveVendor {

  static final String PATH = "/transcribe-websocket";

  private final String key;
  private final List<JsonNode> starts = new CopyOnWriteArrayList<>();
  private final List<String> controls = new CopyOnWriteArrayList<>();

  public ScriptedSonioxLive(String key) {
    this.key = key;
  }

  public ScriptedSonioxLive(String key, TestCertificate certificate) {
    super(certificate);
    this.key = key;
  }

  /** For {@code live.url}. */
  public String url() {
    return address() + PATH;
  }

  /** The start messages that were accepted, in order. */
  List<JsonNode> starts() {
    return List.copyOf(starts);
  }

  /** The types of the control messages of all sessions, in order. */
  public List<String> controls() {
    return List.copyOf(controls);
  }

  void started(JsonNode start) {
    starts.add(start);
  }

  void controlled(String type) {
    controls.add(type);
  }

  void refused(String about) {
    complain(about);
  }

  boolean has(LiveFault fault) {
    return mumbles(fault);
  }

  @Override
  protected @Nullable Refusal refusal(UpgradeRequest request) {
    if (!request.path().equals(PATH)) {
      return refusal(404, "No such path");
    }
    return request.header("authorization").equals("Bearer " + key)
        ? null
        : refusal(401, "Incorrect API key provided.");
  }

  @Override
  protected SocketScript script(UpgradeRequest request, ScriptedSocket socket) {
    return new SonioxConversation(this, socket);
  }

  @Override
  public Refusal refusal(int status, String message) {
    return Refusal.of(status, error(status, message)).with("Content-Type", "application/json");
  }

  @Override
  public SocketFault failsForNow(long audio, String message) {
    return errorAfter(audio, 503, message);
  }

  @Override
  public SocketFault endsSession(long audio) {
    return errorAfter(audio, 413, "max_duration_reached");
  }

  /** After so much audio: this error, and the end. */
  public static SocketFault errorAfter(long audio, int code, String message) {
    return SocketFault.sayAndCloseAfter(audio, error(code, message), 1000);
  }

  static String error(int code, String message) {
    return """
    {"tokens":[],"error_code":%d,"error_type":"some_type","error_message":"%s",\
    "more_info":"","request_id":"r-1"}"""
        .formatted(code, message);
  }
}
