package ai.bizcrush.extapi.transcription.live.socket;

import static org.assertj.core.api.Assertions.assertThat;

import ai.bizcrush.extapi.shared.Caller;
import ai.bizcrush.extapi.transcription.live.LiveStreams;
import ai.bizcrush.extapi.transcription.live.StreamClient;
import ai.bizcrush.extapi.transcription.live.StreamConfig;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Sessions that do what the test says. */
final class ScriptedStreams implements LiveStreams {

  private final BlockingQueue<ScriptedStream> opened = new LinkedBlockingQueue<>();

  @Override
  public ScriptedStream open(
      StreamConfig config, Caller caller, StreamClient client, Executor loop) {
    var stream = new ScriptedStream(config, caller, client, loop);
    opened.add(stream);
    client.connected();
    client.flush();
    return stream;
  }

  /** The next stream that was opened. */
  ScriptedStream next() throws InterruptedException {
    ScriptedStream stream = opened.poll(20, TimeUnit.SECONDS);
    assertThat(stream).as("a stream that was opened").isNotNull();
    return stream;
  }

  /** Whether every stream that was opened was asked for. */
  boolean isEmpty() {
    return opened.isEmpty();
  }

  void clear() {
    opened.clear();
  }
}
