package ai.bizcrush.extapi.transcription.live.session;

import ai.bizcrush.extapi.transcription.live.Chunk;
import ai.bizcrush.extapi.transcription.live.StreamClient;
import ai.bizcrush.extapi.transcription.live.StreamEnd;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A client that writes down what it hears, and insists on the rules of chunks. */
final class Listeners implements StreamClient {

  record Final(String id, String text, String speaker, long startMs, long endMs) {}

  record Ack(long receivedMs, long finalMs) {}

  final List<Final> finals = new ArrayList<>();
  final List<String> interims = new ArrayList<>();
  final List<Ack> acks = new ArrayList<>();
  final Set<String> finalIds = new HashSet<>();
  @Nullable String token;
  @Nullable StreamEnd end;
  @Nullable String openId;
  boolean connected;
  boolean paused;

  /** What is said from now on is lost on its way. */
  boolean deaf;

  /** How many finals it takes until it is asked again. */
  int room = Integer.MAX_VALUE;

  int pauses;

  @Override
  public void connected() {
    check(!connected, "connected twice");
    connected = true;
  }

  @Override
  public void interim(Chunk chunk) {
    if (deaf) {
      return;
    }
    check(connected && end == null, "an interim outside the stream");
    check(!finalIds.contains(chunk.id()), "an interim after its final");
    check(openId == null || openId.equals(chunk.id()), "two chunks open");
    check(chunk.text().length() > 0, "an empty interim");
    openId = chunk.id();
    interims.add(chunk.text().toString());
  }

  @Override
  public void finished(Chunk chunk) {
    if (deaf) {
      return;
    }
    check(connected && end == null, "a final outside the stream");
    check(finalIds.add(chunk.id()), "an id twice final");
    check(openId == null || openId.equals(chunk.id()), "the id changed");
    openId = null;
    room--;
    finals.add(
        new Final(
            chunk.id(), chunk.text().toString(), chunk.speaker(), chunk.startMs(), chunk.endMs()));
  }

  @Override
  public void ack(long receivedMs, long finalMs, String resumeToken) {
    if (deaf) {
      return;
    }
    check(connected && end == null, "an ack outside the stream");
    check(finalMs <= receivedMs, "final before received");
    check(acks.isEmpty() || acks.getLast().finalMs <= finalMs, "acks go back");
    token = resumeToken;
    acks.add(new Ack(receivedMs, finalMs));
  }

  @Override
  public void close(StreamEnd why) {
    check(end == null, "closed twice");
    end = why;
  }

  @Override
  public boolean isWritable() {
    return room > 0;
  }

  @Override
  public void pauseReading() {
    paused = true;
    pauses++;
  }

  @Override
  public void resumeReading() {
    paused = false;
  }

  @Override
  public void flush() {}

  /** How the stream ended; it must have. */
  StreamEnd ended() {
    return Objects.requireNonNull(end, "the stream goes on");
  }

  String text() {
    return String.join(" ", finals.stream().map(Final::text).toList());
  }

  private static void check(boolean holds, String otherwise) {
    if (!holds) {
      throw new AssertionError(otherwise);
    }
  }
}
