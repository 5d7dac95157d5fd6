package ai.bizcrush.extapi.transcription.live;

import java.util.concurrent.atomic.AtomicLong;

/**
 * What the audio of live streams may take of this replica's disk: what streams still need and what
 * waits to be heard afterwards, together. In bytes; for use from any thread.
 */
public final class DiskBudget {

  private final AtomicLong used = new AtomicLong();
  private final long most;

  public DiskBudget(long most) {
    this.most = most;
  }

  /** False if there is no room. */
  public boolean take(long bytes) {
    if (used.addAndGet(bytes) > most) {
      used.addAndGet(-bytes);
      return false;
    }
    return true;
  }

  /** Counts what is on the disk already. */
  public void hold(long bytes) {
    used.addAndGet(bytes);
  }

  public void release(long bytes) {
    used.addAndGet(-bytes);
  }

  public boolean hasRoom(long bytes) {
    return used.get() + bytes <= most;
  }

  public long used() {
    return used.get();
  }
}
