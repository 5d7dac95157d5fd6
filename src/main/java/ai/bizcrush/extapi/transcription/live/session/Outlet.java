package ai.bizcrush.extapi.transcription.live.session;

import ai.bizcrush.extapi.transcription.live.Chunk;
import ai.bizcrush.extapi.transcription.live.StreamClient;
import ai.bizcrush.extapi.transcription.live.StreamEnd;

/** A client for as long as it is there; afterwards only the end of the stream is told. */
final class Outlet implements StreamClient {

  private final StreamClient client;
  private boolean shut;
  private boolean closed;
  private boolean paused;

  Outlet(StreamClient client) {
    this.client = client;
  }

  /** Nothing reaches the client from now on. */
  void shut() {
    shut = true;
  }

  boolean isShut() {
    return shut;
  }

  boolean isPaused() {
    return paused;
  }

  @Override
  public void connected() {
    if (!shut) {
      client.connected();
    }
  }

  @Override
  public void interim(Chunk chunk) {
    if (!shut) {
      client.interim(chunk);
    }
  }

  @Override
  public void finished(Chunk chunk) {
    if (!shut) {
      client.finished(chunk);
    }
  }

  @Override
  public void ack(long receivedMs, long finalMs, String resumeToken) {
    if (!shut) {
      client.ack(receivedMs, finalMs, resumeToken);
    }
  }

  @Override
  public boolean isWritable() {
    return client.isWritable();
  }

  /** Once, whether the client is there or not. */
  @Override
  public void close(StreamEnd end) {
    shut = true;
    if (!closed) {
      closed = true;
      client.close(end);
    }
  }

  @Override
  public void pauseReading() {
    if (!paused) {
      paused = true;
      client.pauseReading();
    }
  }

  @Override
  public void resumeReading() {
    if (paused) {
      paused = false;
      client.resumeReading();
    }
  }

  @Override
  public void flush() {
    if (!shut) {
      client.flush();
    }
  }
}
