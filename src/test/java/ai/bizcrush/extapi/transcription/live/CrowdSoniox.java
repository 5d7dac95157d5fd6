package ai.bizcrush.extapi.transcription.live;

import ai.bizcrush.extapi.engine.socket.ScriptedSocket;
import ai.bizcrush.extapi.engine.socket.ScriptedSocketServer;
import ai.bizcrush.extapi.engine.socket.SocketScript;
import ai.bizcrush.extapi.engine.socket.UpgradeRequest;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;

/** Soniox real time, talkative: what it says to audio is for the first byte of it to decide. */
final class CrowdSoniox extends ScriptedSocketServer {

  /** The tail {@code i0}, {@code i1} and so on, {@link #LONG}, every 20 ms; nothing is final. */
  static final byte INTERIMS = 1;

  /** An utterance {@code f0}, {@code f1} and so on, {@link #LONG}, every 20 ms. */
  static final byte FINALS = 2;

  /** An utterance {@code w0}, {@code w1} and so on, every second. */
  static final byte SECONDS = 3;

  /** Nothing; and it listens no more. */
  static final byte NOTHING = 4;

  /** How long a long text is at least, in bytes. */
  static final int LONG = 2_500;

  private static final String LONG_TEXT = " mumble".repeat(LONG / 7 + 1);
  private static final int BYTES_A_MS = 32;

  private final AtomicLong interims = new AtomicLong();

  /** How many interims were said to all. */
  long interims() {
    return interims.get();
  }

  @Override
  protected SocketScript script(UpgradeRequest request, ScriptedSocket socket) {
    return new Conversation(socket);
  }

  private final class Conversation implements SocketScript {
    private final ScriptedSocket socket;
    private long heard;
    private int said;
    private boolean tail;

    Conversation(ScriptedSocket socket) {
      this.socket = socket;
    }

    @Override
    public void text(String message) throws IOException {
      if (message.isEmpty()) {
        if (tail) {
          socket.text(message("i" + (said - 1) + LONG_TEXT, 0, said * 20, true));
        }
        socket.text("{\"tokens\":[],\"finished\":true}");
        socket.close(1000, "");
      }
    }

    @Override
    public void binary(byte[] pcm) throws IOException {
      byte kind = pcm[0];
      tail = kind == INTERIMS;
      heard += pcm.length;
      if (kind == NOTHING) {
        socket.stopReading();
      } else {
        int step = kind == SECONDS ? 1_000 : 20;
        for (; (said + 1L) * step * BYTES_A_MS <= heard; said++) {
          say(kind, said * step, (said + 1) * step);
        }
      }
    }

    private void say(byte kind, int startMs, int endMs) throws IOException {
      switch (kind) {
        case INTERIMS -> {
          socket.text(message("i" + said + LONG_TEXT, startMs, endMs, false));
          interims.incrementAndGet();
        }
        case FINALS -> socket.text(message("f" + said + LONG_TEXT, startMs, endMs, true));
        default -> socket.text(message("w" + said, startMs, endMs, true));
      }
    }

    private static String message(String text, int startMs, int endMs, boolean isFinal) {
      return """
      {"tokens":[{"text":"%s","start_ms":%d,"end_ms":%d,"confidence":0.9,"is_final":%b}%s],
      "final_audio_proc_ms":%d,"total_audio_proc_ms":%d}"""
          .formatted(
              text,
              startMs,
              endMs,
              isFinal,
              isFinal ? ",{\"text\":\"<end>\",\"is_final\":true}" : "",
              isFinal ? endMs : 0,
              endMs);
    }
  }
}
