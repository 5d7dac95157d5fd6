package ai.bizcrush.extapi.provider.vosk;

import static java.util.stream.Collectors.joining;

import ai.bizcrush.extapi.engine.Ear;
import ai.bizcrush.extapi.engine.LiveFault;
import ai.bizcrush.extapi.engine.SpokenWord;
import ai.bizcrush.extapi.engine.socket.ScriptedSocket;
import ai.bizcrush.extapi.engine.socket.SocketScript;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The server's side of one stream. */
final class VoskScript implements SocketScript {

  private static final JsonMapper MAPPER = new JsonMapper();

  private static final long PAUSE_MS = 500;
  private static final long QUIET_MS = 5000;

  /** Digital silence of this length is none of the caller's. */
  private static final int INSERTED_BYTES = 2200 * 32;

  private final ScriptedVosk server;
  private final ScriptedSocket socket;
  private final Ear ear = new Ear();
  private @Nullable JsonNode config;

  /** Of the recogniser's clock: silence that was put in, restarts. */
  private long offsetMs;

  /** Words that were final before. */
  private int finals;

  private long finalMs;
  private @Nullable String again;

  VoskScript(ScriptedVosk server, ScriptedSocket socket) {
    this.server = server;
    this.socket = socket;
  }

  @Override
  public void text(String message) throws IOException {
    if (message.contains("config")) {
      configure(MAPPER.readTree(message).get("config"));
    } else if (message.equals("{\"eof\" : 1}")) {
      ear.end();
      socket.text(result());
      socket.close(1000, "");
    } else if (message.equals("{\"reset\" : 1}") && server.kind() != ScriptedVosk.Kind.OLD) {
      ear.end();
      socket.text(result());
      if (server.kind() == ScriptedVosk.Kind.RESTARTING) {
        offsetMs = -ear.heardMs();
      }
    } else {
      server.refused("a text that is taken for audio");
      socket.close(1011, "");
    }
  }

  private void configure(JsonNode settings) {
    if (config != null || ear.heardMs() > 0) {
      server.refused("late settings");
    }
    if (settings.path("sample_rate").intValue() != 16_000) {
      server.refused("another sample rate");
    }
    if (!settings.path("words").booleanValue()) {
      server.refused("no words");
    }
    config = settings;
  }

  @Override
  public void binary(byte[] message) throws IOException {
    if (config == null) {
      server.refused("audio without settings");
    }
    if (message.length % 2 != 0) {
      server.refused("half a sample");
    }
    if (message.length == INSERTED_BYTES && isSilent(message)) {
      ear.end();
      String reply = open().isEmpty() ? partial() : result();
      offsetMs += message.length / 32;
      socket.text(reply);
      return;
    }
    ear.hear(message);
    socket.text(reply());
    socket.heard(message.length);
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
    if (again != null) {
      String said = again;
      again = null;
      return said;
    }
    var words = open();
    if (words.isEmpty()) {
      boolean empty = server.has(LiveFault.EMPTY_FINALS) || ear.heardMs() - finalMs >= QUIET_MS;
      return empty ? result() : partial();
    }
    if (ear.silenceMs() < PAUSE_MS) {
      return partial();
    }
    String said = result();
    again = server.has(LiveFault.DUPLICATE_FINALS) ? said : null;
    return said;
  }

  private List<SpokenWord> open() {
    return ear.words().subList(finals, ear.words().size());
  }

  private String partial() {
    return "{\n  \"partial\" : \"" + text(open()) + "\"\n}";
  }

  private String result() {
    var words = open();
    finals = ear.words().size();
    finalMs = ear.heardMs();
    if (words.isEmpty() || server.has(LiveFault.MISSING_FIELDS)) {
      return "{\"text\": \"" + text(words) + "\"}";
    }
    return """
        {
          "result" : [%s],
          "text" : "%s"
        }"""
        .formatted(words.stream().map(this::word).collect(joining(", ")), text(words));
  }

  private String word(SpokenWord word) {
    return """
        {
              "conf" : 0.987654,
              "end" : %s,
              "start" : %s,
              "word" : "%s"
            }"""
        .formatted(seconds(word.endMs()), seconds(word.startMs()), word.text());
  }

  private String seconds(long millis) {
    return String.format(Locale.ROOT, "%.6f", (millis + offsetMs) / 1000.0);
  }

  private static String text(List<SpokenWord> words) {
    return words.stream().map(SpokenWord::text).collect(joining(" "));
  }
}
