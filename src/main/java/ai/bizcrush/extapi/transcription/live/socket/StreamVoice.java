package ai.bizcrush.extapi.transcription.live.socket;

import ai.bizcrush.extapi.transcription.live.Chunk;
import ai.bizcrush.extapi.transcription.live.StreamClient;
import ai.bizcrush.extapi.transcription.live.StreamConfig;
import ai.bizcrush.extapi.transcription.live.StreamEnd;

/** What a stream says to its client: frames for the client, orders for the conversation. */
final class StreamVoice implements StreamClient {

  private final StreamConfig config;
  private final ClientOutbox outbox;
  private final Conversation.Line line;
  private final Conversation conversation;

  StreamVoice(
      StreamConfig config, ClientOutbox outbox, Conversation.Line line, Conversation conversation) {
    this.config = config;
    this.outbox = outbox;
    this.line = line;
    this.conversation = conversation;
  }

  @Override
  public void connected() {
    outbox.connected();
  }

  @Override
  public void interim(Chunk chunk) {
    outbox.interim(chunk, config);
  }

  @Override
  public void finished(Chunk chunk) {
    outbox.finished(chunk, config);
    checkQueue();
  }

  @Override
  public void ack(long receivedMs, long finalMs, String resumeToken) {
    outbox.ack(receivedMs, finalMs, resumeToken);
    checkQueue();
  }

  @Override
  public boolean isWritable() {
    return outbox.isWritable();
  }

  private void checkQueue() {
    if (outbox.isOverfull()) {
      line.overfull();
    }
  }

  @Override
  public void close(StreamEnd end) {
    conversation.close(end);
  }

  @Override
  public void pauseReading() {
    conversation.pause(true);
  }

  @Override
  public void resumeReading() {
    conversation.pause(false);
  }

  @Override
  public void flush() {
    outbox.flush();
  }
}
