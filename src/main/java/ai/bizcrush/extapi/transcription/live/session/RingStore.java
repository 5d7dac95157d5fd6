package ai.bizcrush.extapi.transcription.live.session;

import ai.bizcrush.extapi.transcription.live.DiskBudget;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Room for the audio of all streams of this replica: blocks of one size in memory, and past a
 * budget in one file of slots, which nobody but this process can read and which ends with it. For
 * use from any thread.
 */
final class RingStore implements AutoCloseable {

  /** What a write or a read of a slot comes to when it failed. */
  static final long FAILED = -1;

  private static final int MOST_SPARE = 256;

  private final int blockBytes;
  private final long memory;
  private final DiskBudget budget;
  private final Path file;
  private final Executor disk;

  private final AtomicLong inMemory = new AtomicLong();
  private final ArrayDeque<byte[]> spare = new ArrayDeque<>();
  private final ArrayDeque<Long> freeSlots = new ArrayDeque<>();
  private long nextSlot;
  private @Nullable FileChannel channel;
  private boolean closed;
  private volatile boolean diskBroken;

  /**
   * @param blockBytes the size of every block
   * @param memory bytes that may be held in memory, those on their way to disk among them
   * @param budget what may be held on disk
   * @param file where; it is made when it is needed first
   * @param disk runs what may block
   */
  RingStore(int blockBytes, long memory, DiskBudget budget, Path file, Executor disk) {
    this.blockBytes = blockBytes;
    this.memory = memory;
    this.budget = budget;
    this.file = file;
    this.disk = disk;
  }

  int blockBytes() {
    return blockBytes;
  }

  /** A block, whose content is undefined. Never refused: callers watch {@link #isFull}. */
  byte[] take() {
    inMemory.addAndGet(blockBytes);
    synchronized (spare) {
      byte[] block = spare.poll();
      if (block != null) {
        return block;
      }
    }
    return new byte[blockBytes];
  }

  /** Gives a block back that nobody reads any more. */
  void release(byte[] block) {
    inMemory.addAndGet(-blockBytes);
    synchronized (spare) {
      if (spare.size() < MOST_SPARE) {
        spare.push(block);
      }
    }
  }

  /** Whether blocks ought to go to disk: what is left is for those on their way there. */
  boolean isCrowded() {
    return inMemory.get() > memory - memory / 8;
  }

  /** Whether streams have to stop reading: disk has no room or does not keep up. */
  boolean isFull() {
    return inMemory.get() > memory || (isCrowded() && (diskBroken || !hasSlot()));
  }

  /** Bytes held in memory by all streams. */
  long memoryUsed() {
    return inMemory.get();
  }

  /** Bytes held on disk by all streams. */
  long diskUsed() {
    synchronized (freeSlots) {
      return (nextSlot - freeSlots.size()) * blockBytes;
    }
  }

  /**
   * Writes a block to disk.
   *
   * @param done gets the slot or {@link #FAILED}, on a thread of the disk's
   * @return false when there is no slot
   */
  boolean write(byte[] block, LongConsumer done) {
    long slot = takeSlot();
    if (slot < 0) {
      return false;
    }
    return submit(
        () -> {
          boolean written = transfer(slot, ByteBuffer.wrap(block), true);
          diskBroken = !written;
          if (!written) {
            freeSlot(slot);
          }
          done.accept(written ? slot : FAILED);
        },
        () -> freeSlot(slot));
  }

  /**
   * Reads a slot into a block.
   *
   * @param done gets the slot or {@link #FAILED}, on a thread of the disk's
   */
  boolean read(long slot, byte[] block, LongConsumer done) {
    return submit(
        () -> done.accept(readNow(slot, block) ? slot : FAILED), () -> done.accept(FAILED));
  }

  /** Reads a slot on this thread, which may block. */
  boolean readNow(long slot, byte[] block) {
    return transfer(slot, ByteBuffer.wrap(block), false);
  }

  void freeSlot(long slot) {
    synchronized (freeSlots) {
      freeSlots.push(slot);
    }
    budget.release(blockBytes);
  }

  @Override
  public synchronized void close() throws IOException {
    closed = true;
    if (channel != null) {
      channel.close();
    }
  }

  private boolean submit(Runnable work, Runnable refused) {
    try {
      disk.execute(work);
      return true;
    } catch (RejectedExecutionException e) {
      refused.run();
      return false;
    }
  }

  private boolean hasSlot() {
    return budget.hasRoom(blockBytes);
  }

  private long takeSlot() {
    if (!budget.take(blockBytes)) {
      return FAILED;
    }
    synchronized (freeSlots) {
      Long free = freeSlots.poll();
      return free == null ? nextSlot++ : free;
    }
  }

  private boolean transfer(long slot, ByteBuffer bytes, boolean write) {
    try {
      var open = channel();
      long position = slot * blockBytes;
      while (bytes.hasRemaining()) {
        int moved =
            write
                ? open.write(bytes, position + bytes.position())
                : open.read(bytes, position + bytes.position());
        if (moved < 0) {
          return false;
        }
      }
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private synchronized FileChannel channel() throws IOException {
    if (closed) {
      throw new IOException("closed");
    }
    if (channel == null || !channel.isOpen()) {
      channel =
          FileChannel.open(
              file,
              StandardOpenOption.CREATE,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE,
              StandardOpenOption.TRUNCATE_EXISTING,
              StandardOpenOption.DELETE_ON_CLOSE);
    }
    return channel;
  }
}
