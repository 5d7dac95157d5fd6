package ai.bizcrush.extapi.engine.socket;

import ai.bizcrush.extapi.engine.EngineException;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Takes what a connection says on its loop over to the owner: what one read brought as one task.
 * The batches are plain heap memory that goes to and fro between the two: an owner that has gone,
 * or a connection that ends within a read, leaves nothing behind that somebody must release.
 */
final class Inbox implements SocketListener {

  /** While the owner has more than this to hear, no more is read. */
  private static final int MOST_UNHEARD = 1024 * 1024;

  private static final int USUAL_BATCH = 4096;

  /** A batch that grew beyond this is not kept for the next read. */
  private static final int LARGEST_KEPT = 64 * 1024;

  private final Handover handover;
  private final AtomicInteger unheard = new AtomicInteger();
  private final AtomicReference<@Nullable ByteBuf> spare = new AtomicReference<>();

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
      ByteBuf kept = spare.getAndSet(null);
      batch = kept == null ? Unpooled.buffer(USUAL_BATCH) : kept;
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
    handover.hand(() -> say(messages, size));
  }

  private void say(ByteBuf messages, int size) {
    try {
      while (messages.isReadable()) {
        say(messages);
      }
    } finally {
      keep(messages);
      if (unheard.addAndGet(-size) <= MOST_UNHEARD) {
        autoRead(true);
      }
    }
    handover.listener().readComplete();
  }

  private void keep(ByteBuf heard) {
    if (heard.capacity() <= LARGEST_KEPT) {
      spare.set(heard.clear());
    }
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
