package ai.bizcrush.extapi.provider.vosk;

import static java.util.stream.Collectors.joining;

import ai.bizcrush.extapi.engine.socket.ScriptedSocket;
import ai.bizcrush.extapi.engine.socket.SocketScript;
import ai.bizcrush.extapi.engine.socket.Spoken;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The server's side of one stream. */
final class VoskScript implements SocketScript {

  private static final JsonMapper MAPPER = new JsonMapper();

  /** A word is shown this long after it began. */
  private static final long LAG_MS = 200;

  private static final long PAUSE_MS = 500;
  private static final long QUIET_MS = 5000;

  /** Digital silence of this length is none of the caller's. */
  private static final int INSERTED_BYTES = 64_000;

  private final ScriptedVosk.Kind kind;
  private final List<Spoken> speech;
  private final ScriptedSocket socket;
  private final Consumer<String> complaints;
  private @Nullable JsonNode config;

  /** The clock of the caller's audio. */
  private long heardMs;

  /** Of the recogniser's clock: silence that was put in, restarts. */
  private long offsetMs;

  private long utteranceMs;

  VoskScript(
      ScriptedVosk.Kind kind,
      List<Spoken> speech,
      ScriptedSocket socket,
      Consumer<String> complaints) {
    this.kind = kind;
    this.speech = speech;
    this.socket = socket;
    this.complaints = complaints;
  }

  @Override
  public void text(String message) throws IOException {
    if (message.contains("config")) {
      configure(MAPPER.readTree(message).get("config"));
    } else if (message.equals("{\"eof\" : 1}")) {
      socket.text(result(heardMs));
      socket.close(1000, "");
    } else if (message.equals("{\"reset\" : 1}") && kind != ScriptedVosk.Kind.OLD) {
      socket.text(result(heardMs));
      if (kind == ScriptedVosk.Kind.RESTARTING) {
        offsetMs = -heardMs;
      }
    } else {
      complaints.accept("a text that is taken for audio");
      socket.close(1011, "");
    }
  }

  private void configure(JsonNode settings) {
    if (config != null || heardMs > 0) {
      complaints.accept("late settings");
    }
    if (settings.path("sample_rate").intValue() != 16_000) {
      complaints.accept("another sample rate");
    }
    if (!settings.path("words").booleanValue()) {
      complaints.accept("no words");
    }
    config = settings;
  }

  @Override
  public void binary(byte[] message) throws IOException {
    if (config == null) {
      complaints.accept("audio without settings");
    }
    if (message.length % 2 != 0) {
      complaints.accept("half a sample");
    }
    if (message.length >= INSERTED_BYTES && isSilent(message)) {
      String reply = open().isEmpty() ? partial() : result(heardMs);
      offsetMs += message.length / 32;
      socket.text(reply);
      return;
    }
    socket.heard(message.length);
    heardMs = socket.audio() / 32;
    socket.text(reply());
  }

  private static boolean isSilent(byte[] message) {
    for (byte b : message) {
      if (b != 0) {
        return false;
      }
    }
    return true;
  }

  private String reply() {
    var words = open();
    if (words.isEmpty()) {
      return heardMs - utteranceMs >= QUIET_MS ? result(heardMs) : partial();
    }
    return heardMs >= words.getLast().endMs() + PAUSE_MS ? result(heardMs) : partial();
  }

  private List<Spoken> open() {
    return Spoken.between(speech, utteranceMs, heardMs - LAG_MS);
  }

  private String partial() {
    return "{\n  \"partial\" : \"" + text(open()) + "\"\n}";
  }

  private String result(long end) {
    var words = Spoken.between(speech, utteranceMs, end);
    utteranceMs = end;
    if (words.isEmpty()) {
      return "{\"text\": \"\"}";
    }
    return """
        {
          "result" : [%s],
          "text" : "%s"
        }"""
        .formatted(words.stream().map(this::word).collect(joining(", ")), text(words));
  }

  private String word(Spoken word) {
    return """
        {
              "conf" : 0.987654,
              "end" : %s,
              "start" : %s,
              "word" : "%s"
            }"""
        .formatted(seconds(word.endMs()), seconds(word.startMs()), bare(word));
  }

  private String seconds(long millis) {
    return String.format(Locale.ROOT, "%.6f", (millis + offsetMs) / 1000.0);
  }

  private static String text(List<Spoken> words) {
    return words.stream().map(VoskScript::bare).collect(joining(" "));
  }

  private static String bare(Spoken word) {
    return word.text().toLowerCase(Locale.ROOT).replaceAll("[,.]", "");
  }
}
