package ai.bizcrush.extapi.transcripts.journal;

import ai.bizcrush.extapi.shared.UserId;
import ai.bizcrush.extapi.transcripts.LiveChunk;
import ai.bizcrush.extapi.transcripts.LiveJournal;
import ai.bizcrush.extapi.transcripts.LiveRecording;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.annotation.PreDestroy;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Hands entries over to the {@link Writer}. */
@Component
final class Journal implements LiveJournal {

  /** Entries are answered after ten seconds, whatever happens, and the last attempt takes one. */
  private static final Duration LAST_WORDS = Duration.ofSeconds(15);

  private final EntryQueue queue;
  private final Holes holes = new Holes();
  private final OpenRecordings recordings;
  private final Thread writer;
  private volatile boolean closed;

  Journal(Batches tables, JournalSettings settings, MeterRegistry meters) {
    this.queue = new EntryQueue(settings.memory().toBytes());
    this.recordings = new OpenRecordings(queue::add);
    var metrics = new JournalMetrics(meters, queue);
    this.writer =
        Thread.ofPlatform()
            .daemon()
            .name("transcript-journal")
            .start(new Writer(queue, holes, recordings, tables, metrics));
  }

  @Override
  public void begin(
      LiveRecording recording, byte @Nullable [] resumeKey, Executor loop, Consumer<Outcome> done) {
    offer(new Entry.Begin(recording, resumeKey, new Answer<>(loop, done), System.nanoTime()));
  }

  @Override
  public void resume(
      UserId owner, byte[] resumeKey, int known, Executor loop, Consumer<Resumption> done) {
    offer(new Entry.Resume(owner, resumeKey, known, new Answer<>(loop, done), System.nanoTime()));
  }

  @Override
  public void check(LiveRecording recording, Executor loop, Consumer<Outcome> done) {
    offer(new Entry.Check(recording, new Answer<>(loop, done), System.nanoTime()));
  }

  @Override
  public void commit(
      LiveRecording recording,
      LiveChunk chunk,
      int number,
      long settledMs,
      Executor loop,
      Consumer<Outcome> done) {
    recordings.closed(recording, chunk.id());
    offer(
        new Entry.Final(
            recording, chunk, number, settledMs, new Answer<>(loop, done), System.nanoTime()));
  }

  private void offer(Entry entry) {
    if (closed || holes.isBehind(entry) || !queue.offer(entry)) {
      holes.refused(entry);
      var answers = new Answers();
      entry.refuse(answers);
      answers.send();
    }
  }

  @Override
  public void interim(LiveRecording recording, LiveChunk chunk) {
    if (recording.meeting() != null && !queue.isHalfFull()) {
      recordings.interim(recording, chunk);
    }
  }

  @Override
  public void settled(
      LiveRecording recording, long settledMs, Executor loop, Consumer<Long> stored) {
    recordings.settled(recording, settledMs, loop, stored);
  }

  @Override
  public void end(LiveRecording recording) {
    queue.add(new Entry.End(recording, recordings.end(recording), System.nanoTime()));
  }

  /** Writes what was handed over before. */
  @PreDestroy
  void close() throws InterruptedException {
    closed = true;
    queue.add(new Queued.Stop());
    writer.join(LAST_WORDS);
  }
}
