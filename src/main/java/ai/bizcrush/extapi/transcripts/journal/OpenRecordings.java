package ai.bizcrush.extapi.transcripts.journal;

import ai.bizcrush.extapi.transcripts.LiveChunk;
import ai.bizcrush.extapi.transcripts.LiveRecording;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What recordings have that may be missed: only the newest counts, once a second. A recording is
 * here from the first news until there was none for a second; in the meantime it is either in the
 * queue or resting after it was taken.
 */
final class OpenRecordings {

  private static final long REST = Duration.ofSeconds(1).toNanos();

  private final Map<String, Newest> all = new ConcurrentHashMap<>();
  private final ArrayDeque<Newest> resting = new ArrayDeque<>(); // the writer's own
  private final Consumer<Newest> queue;

  OpenRecordings(Consumer<Newest> queue) {
    this.queue = queue;
  }

  void interim(LiveRecording recording, LiveChunk chunk) {
    Newest newest = at(recording);
    while (!newest.interim(recording, chunk)) {
      newest = insteadOf(newest, recording);
    }
  }

  void settled(LiveRecording recording, long ms, Executor loop, Consumer<Long> stored) {
    Newest newest = at(recording);
    while (!newest.settled(recording, ms, loop, stored)) {
      newest = insteadOf(newest, recording);
    }
  }

  private Newest at(LiveRecording recording) {
    Newest known = all.get(recording.messageId());
    return known == null
        ? all.computeIfAbsent(recording.messageId(), id -> queued(recording))
        : known;
  }

  private Newest queued(LiveRecording recording) {
    var newest = new Newest(recording);
    queue.accept(newest);
    return newest;
  }

  private Newest insteadOf(Newest retired, LiveRecording recording) {
    all.remove(retired.messageId(), retired);
    return at(recording);
  }

  /** A chunk is final now: what is known of it as an open one is out of date. */
  void closed(LiveRecording recording, String chunkId) {
    Newest newest = all.get(recording.messageId());
    if (newest != null) {
      newest.closed(chunkId);
    }
  }

  /** What was settled last and not taken; 0 for nothing, or when it was taken over here. */
  long end(LiveRecording recording) {
    Newest newest = all.get(recording.messageId());
    if (newest == null || !newest.isOf(recording)) {
      return 0;
    }
    all.remove(recording.messageId(), newest);
    return newest.end();
  }

  /** Takes what is new of a recording, which then rests. The writer's, like all that follow. */
  Entry.@Nullable Progress take(Newest newest, long now) {
    Entry.Progress progress = newest.take(now);
    if (progress == null) {
      all.remove(newest.messageId(), newest);
    } else {
      newest.due = now + REST;
      resting.add(newest);
    }
    return progress;
  }

  /** Whoever has rested longest, if long enough. */
  @Nullable Newest pollRested(long now) {
    Newest first = resting.peek();
    return first != null && first.due - now <= 0 ? resting.poll() : null;
  }

  /** How long until somebody has rested. */
  long untilRested(long now) {
    Newest first = resting.peek();
    return first == null ? Long.MAX_VALUE : first.due - now;
  }
}
