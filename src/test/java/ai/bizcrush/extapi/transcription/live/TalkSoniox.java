package ai.bizcrush.extapi.transcription.live;

import ai.bizcrush.extapi.engine.socket.Refusal;
import ai.bizcrush.extapi.engine.socket.ScriptedSocket;
import ai.bizcrush.extapi.engine.socket.ScriptedSocketServer;
import ai.bizcrush.extapi.engine.socket.SocketScript;
import ai.bizcrush.extapi.engine.socket.UpgradeRequest;
import ai.bizcrush.extapi.transcription.live.session.Talk;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Soniox real time, hearing a {@link Talk}: a word is said after all of it was heard, in two
 * tokens, becomes final a while later, and its utterance ends at its pause. Each session's clock
 * begins at zero.
 */
public final class TalkSoniox extends ScriptedSocketServer {

  public static final String KEY = "soniox-test-key";

  private static final int SAMPLES_A_MS = 16;
  private static final long FINAL_DELAY_MS = 300;
  private static final long ENDPOINT_MS = 400;

  private final Talk talk;

  public TalkSoniox(Talk talk) {
    this.talk = talk;
  }

  @Override
  protected @Nullable Refusal refusal(UpgradeRequest request) {
    return ("Bearer " + KEY).equals(request.header("authorization")) ? null : Refusal.of(401, "");
  }

  @Override
  protected SocketScript script(UpgradeRequest request, ScriptedSocket socket) {
    return new Conversation(socket);
  }

  private final class Conversation implements SocketScript {
    private final ScriptedSocket socket;
    private boolean started;
    private long first = -1;
    private long samples;
    private int finals;
    private int ends;

    Conversation(ScriptedSocket socket) {
      this.socket = socket;
    }

    @Override
    public void text(String message) throws IOException {
      if (!started) {
        started = true;
        if (!message.contains("\"pcm_s16le\"") || !message.contains("16000")) {
          complain("a start message without the format");
        }
      } else if (message.contains("\"finalize\"")) {
        say(true, "<fin>");
      } else if (message.isEmpty()) {
        end();
      } else if (!message.contains("\"keepalive\"")) {
        complain("a text that is no message of the protocol");
      }
    }

    @Override
    public void binary(byte[] pcm) throws IOException {
      if (pcm.length == 0) {
        end();
        return;
      }
      if (!started) {
        complain("audio before the start message");
      }
      if (first < 0) {
        first = Talk.position(pcm, 0);
      } else if ((first + samples) % 2 == 0
          && pcm.length >= 4
          && Talk.position(pcm, 0) != first + samples) {
        complain("audio is missing or comes twice");
      }
      samples += pcm.length / 2;
      say(false, "");
      socket.heard(pcm.length);
    }

    private void end() throws IOException {
      say(true, "");
      socket.text(
          "{\"tokens\":[],\"final_audio_proc_ms\":%d,\"total_audio_proc_ms\":%d,\"finished\":true}"
              .formatted(samples / SAMPLES_A_MS, samples / SAMPLES_A_MS));
      socket.close(1000, "");
    }

    private void say(boolean all, String mark) throws IOException {
      if (first < 0) {
        return;
      }
      long offset = first / SAMPLES_A_MS;
      long heard = (first + samples) / SAMPLES_A_MS;
      long finalMs = heard;
      List<String> tokens = new ArrayList<>();
      List<String> tail = new ArrayList<>();
      for (int i = finals; i < talk.words().size(); i++) {
        Talk.Spoken word = talk.words().get(i);
        if (word.startMs() < offset) {
          continue;
        }
        if (word.endMs() > heard) {
          finalMs = Math.min(finalMs, word.startMs());
          break;
        }
        if (tail.isEmpty() && (all || word.endMs() + FINAL_DELAY_MS <= heard)) {
          tokens.addAll(tokens(word, offset, true));
          finals = i + 1;
          if (word.last() && !all && word.endMs() + ENDPOINT_MS <= heard) {
            tokens.add("{\"text\":\"<end>\",\"is_final\":true}");
            ends = finals;
          }
        } else {
          tail.addAll(tokens(word, offset, false));
          finalMs = Math.min(finalMs, word.startMs());
        }
      }
      if (!all && finals > ends && talk.words().get(finals - 1).last()) {
        if (talk.words().get(finals - 1).endMs() + ENDPOINT_MS <= heard) {
          tokens.add("{\"text\":\"<end>\",\"is_final\":true}");
          ends = finals;
        }
      }
      if (!mark.isEmpty()) {
        tokens.add("{\"text\":\"" + mark + "\",\"is_final\":true}");
        ends = finals;
      }
      tokens.addAll(tail);
      socket.text(
          "{\"tokens\":[%s],\"final_audio_proc_ms\":%d,\"total_audio_proc_ms\":%d}"
              .formatted(
                  tokens.stream().collect(Collectors.joining(",")),
                  Math.max(0, finalMs - offset),
                  heard - offset));
    }

    private List<String> tokens(Talk.Spoken word, long offset, boolean isFinal) {
      long start = word.startMs() - offset;
      long end = word.endMs() - offset;
      long middle = (start + end) / 2;
      String text = word.text();
      return List.of(
          token(" " + text.substring(0, 1), start, middle, isFinal, word.voice()),
          token(text.substring(1), middle, end, isFinal, word.voice()));
    }

    private static String token(String text, long start, long end, boolean isFinal, int voice) {
      return String.format(
          Locale.ROOT,
          "{\"text\":\"%s\",\"start_ms\":%d,\"end_ms\":%d,\"confidence\":0.9,\"is_final\":%b,"
              + "\"speaker\":\"%d\",\"language\":\"en\"}",
          text,
          start,
          end,
          isFinal,
          voice + 1);
    }
  }
}
