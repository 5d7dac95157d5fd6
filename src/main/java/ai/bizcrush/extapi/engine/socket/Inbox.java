package ai.bizcrush.extapi.engine.socket;

import ai.bizcrush.extapi.engine.EngineException;
import io.netty.buffer.ByteBuf;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Takes what a connection says on its loop over to the owner: what one read brought as one task.
 */
final class Inbox implements SocketListener {

  /** While the owner has more than this to hear, no more is read. */
  private static final int MOST_UNHEARD = 1024 * 1024;

  private final Handover handover;
  private final AtomicInteger unheard = new AtomicInteger();

  /** The loop's: what the current read has brought. */
  private @Nullable ByteBuf batch;

  /** The owner's. */
  private byte[] buffer = new byte[4096];

  Inbox(Handover handover) {
    this.handover = handover;
  }

  @Override
  public void opened() {
    handover.hand(handover::opened);
  }

  @Override
  public void text(byte[] bytes, int offset, int length) {
    collect(true, bytes, offset, length);
  }

  @Override
  public void binary(byte[] bytes, int offset, int length) {
    collect(false, bytes, offset, length);
  }

  private void collect(boolean text, byte[] bytes, int offset, int length) {
    if (batch == null) {
      batch = handover.connection().dialled().alloc().heapBuffer();
    }
    batch.writeBoolean(text).writeInt(length).writeBytes(bytes, offset, length);
  }

  @Override
  public void readComplete() {
    ByteBuf messages = batch;
    batch = null;
    if (messages == null) {
      handover.hand(() -> handover.listener().readComplete());
      return;
    }
    int size = messages.readableBytes();
    if (unheard.addAndGet(size) > MOST_UNHEARD) {
      autoRead(false);
    }
    if (!handover.hand(() -> say(messages, size))) {
      messages.release();
    }
  }

  private void say(ByteBuf messages, int size) {
    try {
      while (messages.isReadable()) {
        say(messages);
      }
    } finally {
      messages.release();
      if (unheard.addAndGet(-size) <= MOST_UNHEARD) {
        autoRead(true);
      }
    }
    handover.listener().readComplete();
  }

  private void say(ByteBuf messages) {
    boolean text = messages.readBoolean();
    int length = messages.readInt();
    if (buffer.length < length) {
      buffer = new byte[length];
    }
    messages.readBytes(buffer, 0, length);
    if (text) {
      handover.listener().text(buffer, 0, length);
    } else {
      handover.listener().binary(buffer, 0, length);
    }
  }

  private void autoRead(boolean on) {
    handover.connection().dialled().config().setAutoRead(on);
  }

  @Override
  public void writable() {
    handover.hand(() -> handover.listener().writable());
  }

  @Override
  public void closed(int code, String reason) {
    handover.hand(() -> handover.lastWord().closed(code, reason));
  }

  @Override
  public void failed(EngineException failure) {
    handover.hand(() -> handover.lastWord().failed(failure));
  }
}
