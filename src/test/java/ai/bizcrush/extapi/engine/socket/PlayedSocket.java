package ai.bizcrush.extapi.engine.socket;

import ai.bizcrush.extapi.engine.EngineException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * A socket without a network, for what an adapter makes of each message: the test plays the engine.
 * Texts are handed over in the middle of a larger buffer that is overwritten afterwards, as a
 * socket's is.
 */
public final class PlayedSocket implements EngineSockets, EngineSocket {

  private final List<String> sent = new ArrayList<>();
  private @Nullable SocketListener listener;
  private @Nullable URI uri;
  private Map<String, String> headers = Map.of();
  private boolean aborted;
  private boolean remembers = true;

  @Override
  public EngineSocket open(
      URI uri, Map<String, String> headers, SocketListener listener, Executor loop) {
    this.uri = uri;
    this.headers = headers;
    this.listener = listener;
    return this;
  }

  public URI uri() {
    return Objects.requireNonNull(uri);
  }

  public Map<String, String> headers() {
    return headers;
  }

  /** Texts as they are, binary messages as {@code <n>}, and {@code close}. */
  public List<String> sent() {
    return List.copyOf(sent);
  }

  public boolean aborted() {
    return aborted;
  }

  public void opens() {
    listener().opened();
  }

  public void says(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    byte[] buffer = new byte[utf8.length + 20];
    Arrays.fill(buffer, (byte) '}');
    System.arraycopy(utf8, 0, buffer, 10, utf8.length);
    listener().text(buffer, 10, utf8.length);
    Arrays.fill(buffer, (byte) '!');
    listener().readComplete();
  }

  /** A text as it lies in a buffer, for what reading it costs. */
  public void says(byte[] utf8) {
    listener().text(utf8, 0, utf8.length);
  }

  /** From now on what is sent is counted nowhere. */
  public void forgets() {
    remembers = false;
  }

  public void closes(int code) {
    listener().closed(code, "words-that-nobody-may-read");
  }

  public void fails(EngineException failure) {
    listener().failed(failure);
  }

  private SocketListener listener() {
    return Objects.requireNonNull(listener);
  }

  @Override
  public void text(byte[] utf8, int offset, int length) {
    if (remembers) {
      text(new String(utf8, offset, length, StandardCharsets.UTF_8));
    }
  }

  @Override
  public void text(String message) {
    sent.add(message);
  }

  @Override
  public void binary(byte[] bytes, int offset, int length) {
    if (remembers) {
      sent.add("<" + length + ">");
    }
  }

  @Override
  public void flush() {}

  @Override
  public boolean isWritable() {
    return true;
  }

  @Override
  public void close() {
    sent.add("close");
  }

  @Override
  public void abort() {
    aborted = true;
  }
}
