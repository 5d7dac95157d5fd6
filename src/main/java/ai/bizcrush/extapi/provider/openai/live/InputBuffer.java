package ai.bizcrush.extapi.provider.openai.live;

import ai.bizcrush.extapi.engine.Recording;
import ai.bizcrush.extapi.engine.socket.EngineSocket;
import java.nio.charset.StandardCharsets;

/** The server's input buffer as it is filled from here: audio goes in, commits make turns of it. */
final class InputBuffer {

  private static final byte[] COMMIT = utf8("{\"type\":\"input_audio_buffer.commit\"}");
  private static final byte[] CLEAR = utf8("{\"type\":\"input_audio_buffer.clear\"}");

  /** The least that can be committed: 100 ms. */
  private static final byte[] SILENCE =
      utf8("{\"type\":\"input_audio_buffer.append\",\"audio\":\"" + "A".repeat(6400) + "\"}");

  private static final int BYTES_PER_MS = Recording.SAMPLE_RATE / 1000 * Recording.SAMPLE_BYTES;

  /** A turn that is not answered while so much more is said will not be. */
  private static final long PATIENCE_MS = 60_000;

  private final EngineSocket socket;
  private final Commits commits;
  private final AppendMessage message = new AppendMessage();
  private long sentBytes;

  InputBuffer(EngineSocket socket, Commits commits) {
    this.socket = socket;
    this.commits = commits;
  }

  private static byte[] utf8(String message) {
    return message.getBytes(StandardCharsets.UTF_8);
  }

  /** Sends audio, and what is due after it. */
  void add(byte[] pcm, int offset, int length) {
    for (int taken = 0; taken < length; taken += AppendMessage.MOST_AUDIO) {
      int bytes = Math.min(AppendMessage.MOST_AUDIO, length - taken);
      append(message.of(pcm, offset + taken, bytes));
      sentBytes += bytes;
      commits.hear(pcm, offset + taken, bytes, sentMs());
      switch (commits.due()) {
        case COMMIT -> commit();
        case CLEAR -> {
          commits.cleared();
          send(CLEAR);
        }
        case NOTHING -> {}
      }
    }
  }

  private void append(int length) {
    if (length > 0) {
      socket.text(message.buffer(), 0, length);
    }
  }

  private void commit() {
    commits.committed();
    send(COMMIT);
  }

  private void send(byte[] text) {
    socket.text(text, 0, text.length);
  }

  /** Makes a turn of what may have been said, unless that is too short for one. */
  void finish() {
    if (commits.isWorthIt() && !commits.isShort()) {
      commit();
      socket.flush();
    }
  }

  /** The same at the end: everything goes out, however short it is. */
  void end() {
    append(message.last());
    if (commits.isWorthIt()) {
      if (commits.isShort()) {
        send(SILENCE);
      }
      commit();
    }
    socket.flush();
  }

  /** How much audio was sent. */
  long sentMs() {
    return sentBytes / BYTES_PER_MS;
  }

  /** Whether the server has left a turn unanswered for so long that it will not answer it. */
  boolean isForgotten() {
    return sentMs() - commits.waitingSinceMs() > PATIENCE_MS;
  }
}
