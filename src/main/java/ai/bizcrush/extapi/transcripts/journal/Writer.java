package ai.bizcrush.extapi.transcripts.journal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that writes. While it writes one batch the next one gathers: under load a commit
 * is shared by many, and a lonely entry waits for nobody.
 */
final class Writer implements Runnable {

  private static final Logger log = LoggerFactory.getLogger(Writer.class);

  /** How long an entry is tried. */
  private static final long PATIENCE = Duration.ofSeconds(10).toNanos();

  private static final int LARGEST_BATCH = 500;
  private static final long FIRST_PAUSE = 50; // milliseconds
  private static final long LONGEST_PAUSE = 500;
  private static final long SHORTEST_ATTEMPT = Duration.ofSeconds(1).toNanos();
  private static final long LONGEST_ATTEMPT =
      Duration.ofSeconds(6).toNanos(); // past the server's own limit

  private final EntryQueue queue;
  private final Holes holes;
  private final OpenRecordings recordings;
  private final Batches tables;
  private final JournalMetrics metrics;
  private boolean stopped;

  Writer(
      EntryQueue queue,
      Holes holes,
      OpenRecordings recordings,
      Batches tables,
      JournalMetrics metrics) {
    this.queue = queue;
    this.holes = holes;
    this.recordings = recordings;
    this.tables = tables;
    this.metrics = metrics;
  }

  @Override
  public void run() {
    try {
      while (!stopped) {
        try {
          List<Entry> batch = next();
          if (!batch.isEmpty()) {
            write(batch);
          }
        } catch (Error | RuntimeException e) {
          log.error("The journal goes on after a failure ({})", Faults.where(e));
        }
      }
    } catch (InterruptedException e) {
      log.error("The journal was interrupted: nothing is stored any more");
      Thread.currentThread().interrupt();
    }
  }

  private List<Entry> next() throws InterruptedException {
    List<Queued> taken = queue.take(LARGEST_BATCH, recordings.untilRested(System.nanoTime()));
    var batch = new ArrayList<Entry>(taken.size());
    long now = System.nanoTime();
    for (Queued item : taken) {
      switch (item) {
        case Entry entry -> batch.add(entry);
        case Newest newest -> addProgress(batch, newest, now);
        case Queued.Stop() -> stopped = true;
      }
    }
    while (batch.size() < LARGEST_BATCH) {
      Newest rested = recordings.pollRested(now);
      if (rested == null) {
        break;
      }
      addProgress(batch, rested, now);
    }
    return batch;
  }

  private void addProgress(List<Entry> batch, Newest newest, long now) {
    Entry.Progress progress = recordings.take(newest, now);
    if (progress != null) {
      batch.add(progress);
    }
  }

  /** Comes back when every entry is answered. */
  private void write(List<Entry> batch) throws InterruptedException {
    List<Entry> left = beforeHoles(batch);
    for (long pause = FIRST_PAUSE; !left.isEmpty(); pause = Math.min(2 * pause, LONGEST_PAUSE)) {
      Answers answers;
      try {
        answers = metrics.timed(tables, left, patienceLeft(left));
      } catch (Error e) {
        log.error("{} entries cannot be stored ({})", left.size(), Faults.where(e));
        refuse(left);
        return;
      } catch (RuntimeException e) {
        if (!Faults.passes(e)) {
          writeApart(left, e);
          return;
        }
        log.warn("{} entries wait for the database ({})", left.size(), Faults.state(e));
        Thread.sleep(pause);
        left = stillToBeTried(left);
        continue;
      }
      answered(left, answers);
      return;
    }
  }

  /** Finds the entry that the database cannot take: the others must not suffer from it. */
  private void writeApart(List<Entry> entries, RuntimeException failure)
      throws InterruptedException {
    if (entries.size() == 1) {
      log.error("An entry cannot be stored ({})", Faults.state(failure));
      refuse(entries);
    } else {
      int half = entries.size() / 2;
      write(entries.subList(0, half));
      write(entries.subList(half, entries.size()));
    }
  }

  /** The oldest entry's, but a silent server is asked again, and in any case it gets a second. */
  private static Duration patienceLeft(List<Entry> entries) {
    long left = PATIENCE - (System.nanoTime() - entries.getFirst().arrived());
    return Duration.ofNanos(Math.clamp(left, SHORTEST_ATTEMPT, LONGEST_ATTEMPT));
  }

  /** Refuses what has waited too long, here and in the queue, and forgets what may be missed. */
  private List<Entry> stillToBeTried(List<Entry> entries) {
    long oldest = System.nanoTime() - PATIENCE;
    var late = new ArrayList<Entry>();
    var left = new ArrayList<Entry>();
    for (Entry entry : entries) {
      if (entry.arrived() - oldest < 0) {
        late.add(entry);
      } else if (!(entry instanceof Entry.Progress)) {
        left.add(entry);
      }
    }
    for (Entry next = queue.takeOlderThan(oldest); next != null; ) {
      late.add(next);
      next = queue.takeOlderThan(oldest);
    }
    refuse(late);
    return beforeHoles(left);
  }

  /** Refuses what comes behind a final that was refused. */
  private List<Entry> beforeHoles(List<Entry> entries) {
    List<Entry> behind = entries.stream().filter(holes::isBehind).toList();
    if (behind.isEmpty()) {
      return entries;
    }
    refuse(behind);
    return entries.stream().filter(entry -> !holes.isBehind(entry)).toList();
  }

  private void refuse(List<Entry> entries) {
    var answers = new Answers();
    for (Entry entry : entries) {
      entry.refuse(answers);
      holes.refused(entry);
    }
    metrics.refused(entries.size());
    answered(entries, answers);
  }

  private void answered(List<Entry> entries, Answers answers) {
    entries.forEach(queue::release);
    entries.forEach(holes::answered);
    answers.send();
  }
}
