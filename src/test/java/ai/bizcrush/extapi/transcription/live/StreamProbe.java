package ai.bizcrush.extapi.transcription.live;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A client of the stream, in JSON, that writes down what it hears and insists on the rules. */
public final class StreamProbe implements WebSocket.Listener, AutoCloseable {

  public record Chunk(String id, String text, boolean isFinal, JsonNode json) {}

  public record Ack(long receivedMs, long finalMs) {}

  private static final JsonMapper JSON = new JsonMapper();

  private final StringBuilder text = new StringBuilder();
  private final List<Chunk> chunks = new ArrayList<>();
  private final List<Ack> acks = new ArrayList<>();
  private final Set<String> finished = new HashSet<>();
  private final List<String> broken = new ArrayList<>();
  private final CompletableFuture<Integer> closed = new CompletableFuture<>();
  private final CompletableFuture<Boolean> connected = new CompletableFuture<>();
  private final CompletableFuture<Ack> firstAck = new CompletableFuture<>();
  private final WebSocket socket;
  private @Nullable JsonNode error;
  private @Nullable String token;
  private String reason = "";

  private StreamProbe(HttpClient http, URI uri) {
    socket =
        http.newWebSocketBuilder()
            .connectTimeout(Duration.ofSeconds(10))
            .buildAsync(uri, this)
            .join();
  }

  /** Opens a stream; {@code query} goes behind {@code format=json}. */
  public static StreamProbe open(HttpClient http, int port, String query) {
    return new StreamProbe(
        http, URI.create("ws://localhost:" + port + "/v1/stt/stream?format=json&" + query));
  }

  public StreamProbe config(String json) {
    socket.sendText(json, true).join();
    return this;
  }

  /** Sends audio as it is. */
  public void audio(byte[] bytes) {
    socket.sendBinary(ByteBuffer.wrap(bytes), true).join();
  }

  /** Sends audio in frames of 20 ms, in real time. */
  public void speak(byte[] pcm) throws InterruptedException {
    long began = System.nanoTime();
    for (int at = 0; at < pcm.length && !closed.isDone(); at += 640) {
      int length = Math.min(640, pcm.length - at);
      socket.sendBinary(ByteBuffer.wrap(pcm, at, length), true).join();
      long due = began + (at / 640 + 1) * 20_000_000L;
      long wait = due - System.nanoTime();
      if (wait > 0) {
        TimeUnit.NANOSECONDS.sleep(wait);
      }
    }
  }

  /** The empty frame. */
  public void end() {
    socket.sendBinary(ByteBuffer.allocate(0), true).join();
  }

  /** Drops the connection without a word. */
  public void cut() {
    socket.abort();
  }

  public int closeCode() throws Exception {
    return closed.get(60, TimeUnit.SECONDS);
  }

  public boolean isClosed() {
    return closed.isDone();
  }

  public synchronized String reason() {
    return reason;
  }

  public boolean connected() throws Exception {
    return connected.get(20, TimeUnit.SECONDS);
  }

  public Ack firstAck() throws Exception {
    return firstAck.get(20, TimeUnit.SECONDS);
  }

  public synchronized List<Chunk> chunks() {
    return List.copyOf(chunks);
  }

  public synchronized List<Ack> acks() {
    return List.copyOf(acks);
  }

  public synchronized @Nullable String token() {
    return token;
  }

  public synchronized @Nullable JsonNode error() {
    return error;
  }

  /** What was against the rules. */
  public synchronized List<String> broken() {
    return List.copyOf(broken);
  }

  /** All finals, joined by spaces. */
  public synchronized String text() {
    return chunks.stream().filter(Chunk::isFinal).map(Chunk::text).collect(Collectors.joining(" "));
  }

  @Override
  public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
    text.append(part);
    if (last) {
      frame(JSON.readTree(text.toString()));
      text.setLength(0);
    }
    from.request(1);
    return CompletableFuture.completedFuture(null);
  }

  private synchronized void frame(JsonNode frame) {
    if (frame.has("connected")) {
      connected.complete(frame.get("connected").asBoolean());
    }
    if (frame.has("error")) {
      error = frame.get("error");
    }
    if (frame.has("ack")) {
      JsonNode ack = frame.get("ack");
      if (ack.hasNonNull("resume_token")) {
        token = ack.get("resume_token").asString();
      }
      var said = new Ack(ack.get("received_ms").asLong(), ack.get("final_ms").asLong());
      acks.add(said);
      firstAck.complete(said);
    }
    if (frame.has("chunk")) {
      JsonNode json = frame.get("chunk");
      var chunk =
          new Chunk(
              json.get("id").asString(),
              json.get("text").asString(),
              json.get("is_final").asBoolean(),
              json);
      if (finished.contains(chunk.id())) {
        broken.add("a frame after its final");
      }
      if (chunk.isFinal()) {
        finished.add(chunk.id());
      }
      chunks.add(chunk);
    }
  }

  @Override
  public CompletionStage<?> onClose(WebSocket from, int code, String why) {
    synchronized (this) {
      reason = why;
    }
    closed.complete(code);
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public void onError(WebSocket from, Throwable failure) {
    closed.complete(1006);
  }

  @Override
  public void close() {
    socket.abort();
  }
}
