package ai.bizcrush.extapi.provider.soniox.live;

import ai.bizcrush.extapi.engine.Ear;
import ai.bizcrush.extapi.engine.LiveFault;
import ai.bizcrush.extapi.engine.SpokenWord;
import ai.bizcrush.extapi.engine.socket.ScriptedSocket;
import ai.bizcrush.extapi.engine.socket.SocketScript;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * One session of {@link ScriptedSonioxLive}. A word is said in two tokens once all of its audio was
 * heard; its tokens become final when the utterance ends.
 */
final class SonioxConversation implements SocketScript {

  private static final JsonMapper JSON = JsonMapper.shared();
  private static final int ENDPOINT_MS = 600;

  /** How often it tells its progress. */
  private static final int PROGRESS_MS = 100;

  private final ScriptedSonioxLive vendor;
  private final ScriptedSocket socket;
  private final Ear ear = new Ear();
  private boolean started;
  private boolean diarization;
  private boolean over;
  private int shown;
  private int settled;
  private long settledMs;
  private long told;

  SonioxConversation(ScriptedSonioxLive vendor, ScriptedSocket socket) {
    this.vendor = vendor;
    this.socket = socket;
  }

  @Override
  public void text(String message) throws IOException {
    if (!started) {
      start(message);
    } else if (message.isEmpty()) {
      end();
    } else {
      control(message);
    }
  }

  private void start(String message) throws IOException {
    JsonNode start;
    try {
      start = JSON.readTree(message);
    } catch (JacksonException e) {
      refuse(400, "not JSON");
      return;
    }
    List<String> complaints = StartComplaints.of(start);
    if (!complaints.isEmpty()) {
      refuse(400, String.join("; ", complaints));
      return;
    }
    vendor.started(start);
    diarization = start.path("enable_speaker_diarization").asBoolean(false);
    started = true;
  }

  private void control(String message) throws IOException {
    JsonNode control = JSON.readTree(message);
    String type = control.path("type").asString("");
    vendor.controlled(type);
    switch (type) {
      case "keepalive" -> {}
      case "finalize" -> {
        shown = ear.words().size();
        settle("<fin>");
      }
      default -> refuse(400, "an unknown control message");
    }
  }

  @Override
  public void binary(byte[] message) throws IOException {
    if (!started) {
      refuse(400, "audio before the start message");
      return;
    }
    if (message.length == 0) {
      end();
      return;
    }
    ear.hear(message);
    socket.heard(message.length);
    if (ear.words().size() > shown) {
      shown = ear.words().size();
      say("");
    }
    if (settled < shown && ear.silenceMs() >= ENDPOINT_MS) {
      settle("<end>");
    } else if (ear.heardMs() - told >= PROGRESS_MS) {
      say("");
    }
  }

  private void end() throws IOException {
    if (over) {
      return;
    }
    over = true;
    ear.end();
    shown = ear.words().size();
    if (settled < shown) {
      settle("");
    }
    settledMs = ear.heardMs();
    socket.text(message("", ",\"finished\":true"));
    socket.close(1000, "");
  }

  /** What was shown becomes final, and is followed by a marker. */
  private void settle(String marker) throws IOException {
    var tokens = new StringBuilder();
    for (SpokenWord word : ear.words().subList(settled, shown)) {
      append(tokens, word, true);
    }
    if (!marker.isEmpty()) {
      add(tokens, "{\"text\":\"" + marker + "\",\"is_final\":true}");
    }
    settled = shown;
    settledMs = ear.heardMs();
    if (vendor.has(LiveFault.EMPTY_FINALS)) {
      socket.text(message("{\"text\":\"\",\"start_ms\":1,\"end_ms\":1,\"is_final\":true}", ""));
      socket.text(message("", ""));
    }
    socket.text(message(tokens.toString(), ""));
    if (vendor.has(LiveFault.DUPLICATE_FINALS)) {
      socket.text(message(tokens.toString(), ""));
    }
  }

  private void say(String extra) throws IOException {
    var tokens = new StringBuilder();
    for (SpokenWord word : ear.words().subList(settled, shown)) {
      append(tokens, word, false);
    }
    if (settled == shown) {
      // In silence everything that was heard is settled.
      settledMs = Math.max(settledMs, ear.heardMs() - ear.silenceMs());
    }
    socket.text(message(tokens.toString(), extra));
  }

  private String message(String tokens, String extra) {
    told = ear.heardMs();
    String progress =
        vendor.has(LiveFault.MISSING_FIELDS)
            ? ""
            : ",\"final_audio_proc_ms\":%d,\"total_audio_proc_ms\":%d"
                .formatted(settledMs, ear.heardMs());
    return "{\"tokens\":[" + tokens + "]" + progress + extra + "}";
  }

  private void append(StringBuilder tokens, SpokenWord word, boolean isFinal) {
    String text = word.text();
    long middle = (word.startMs() + word.endMs()) / 2;
    for (String token : tokens(word, text, middle, isFinal)) {
      add(tokens, token);
    }
  }

  private List<String> tokens(SpokenWord word, String text, long middle, boolean isFinal) {
    // The first word is one token: tests put things into its text.
    if (word.number() == 0) {
      return List.of(token(" " + text, word.startMs(), word.endMs(), word, isFinal));
    }
    return List.of(
        token(" " + text.substring(0, 2), word.startMs(), middle, word, isFinal),
        token(text.substring(2), middle, word.endMs(), word, isFinal));
  }

  private String token(String text, long from, long to, SpokenWord word, boolean isFinal) {
    if (vendor.has(LiveFault.MISSING_FIELDS)) {
      return "{\"text\":\"" + text + "\"" + (isFinal ? ",\"is_final\":true}" : "}");
    }
    var fields = new ArrayList<String>();
    fields.add("\"text\":\"" + text + "\"");
    fields.add("\"start_ms\":" + from);
    fields.add("\"end_ms\":" + to);
    fields.add("\"confidence\":0.9375");
    fields.add("\"is_final\":" + isFinal);
    if (diarization) {
      fields.add("\"speaker\":\"" + word.speaker() + "\"");
    }
    fields.add("\"language\":\"" + word.language() + "\"");
    fields.add("\"translation_status\":\"none\"");
    return "{" + String.join(",", fields) + "}";
  }

  private static void add(StringBuilder tokens, String token) {
    tokens.append(tokens.isEmpty() ? "" : ",").append(token);
  }

  private void refuse(int code, String about) throws IOException {
    vendor.refused(about);
    socket.text(ScriptedSonioxLive.error(code, about));
    socket.close(1000, "");
  }
}
