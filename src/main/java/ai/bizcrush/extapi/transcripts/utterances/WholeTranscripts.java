package ai.bizcrush.extapi.transcripts.utterances;

import ai.bizcrush.extapi.meetings.MeetingId;
import ai.bizcrush.extapi.shared.ApiException;
import ai.bizcrush.extapi.transcripts.TranscriptSettings;
import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/**
 * Whole transcripts, kept as they are sent. Each time the meeting's last change is asked for, one
 * look into an index: what is older than that is read anew, so whatever was committed on any
 * replica, by whomever, is in the reply. Many who ask for the same wait for one reading, and few
 * are read at once. That one is too large is kept like any other.
 */
@Component
class WholeTranscripts {

  private static final Duration KEPT = Duration.ofMinutes(10);

  /** Each may take as much memory as the largest reply twice, and a connection. */
  private static final int READ_AT_ONCE = 4;

  private static final int WEIGHT_OF_ENTRY = 200;

  /**
   * A transcript.
   *
   * @param lastChange from before it was read: it has this change, and may have later ones
   * @param json nothing, if it is too large
   */
  private record Kept(Instant lastChange, Optional<byte[]> json) {

    int weight() {
      return WEIGHT_OF_ENTRY + json.map(bytes -> bytes.length).orElse(0);
    }

    byte[] reply() {
      return json.orElseThrow(() -> ApiException.tooLarge("Transcript too large"));
    }
  }

  private final Transcripts transcripts;
  private final AsyncCache<MeetingId, Kept> kept;
  private final Semaphore turns = new Semaphore(READ_AT_ONCE, true);

  /** Readings that were asked for and have not begun. */
  private final ConcurrentMap<MeetingId, CompletableFuture<Kept>> awaited =
      new ConcurrentHashMap<>();

  WholeTranscripts(Transcripts transcripts, TranscriptSettings settings) {
    this.transcripts = transcripts;
    this.kept =
        Caffeine.newBuilder()
            .maximumWeight(settings.cache().toBytes())
            .weigher((MeetingId meeting, Kept transcript) -> transcript.weight())
            .expireAfterAccess(KEPT)
            .executor(Thread::startVirtualThread)
            .buildAsync();
  }

  /**
   * All utterances of a meeting.
   *
   * @throws ApiException 413: they are too large for one reply
   */
  byte[] read(MeetingId meeting) {
    Instant lastChange = transcripts.lastChange(meeting);
    CompletableFuture<Kept> present = kept.get(meeting, this::load);
    Kept transcript = present.join();
    if (!transcript.lastChange().isBefore(lastChange)) {
      return transcript.reply();
    }
    // It was kept, or its reading had begun, before the change. The next one begins after it: one
    // that many share, unless the meeting is being removed meanwhile and its changes with it.
    kept.asMap().remove(meeting, present);
    transcript = kept.get(meeting, this::load).join();
    return transcript.lastChange().isBefore(lastChange) ? refresh(meeting) : transcript.reply();
  }

  /**
   * The same by a reading that begins only now; all who ask for it before it begins share it.
   *
   * @throws ApiException 413: they are too large for one reply
   */
  byte[] refresh(MeetingId meeting) {
    var next = new CompletableFuture<Kept>();
    var present = awaited.putIfAbsent(meeting, next);
    if (present != null) {
      return present.join().reply();
    }
    next.completeAsync(() -> loadNext(meeting), Thread::startVirtualThread);
    Kept transcript = next.join();
    kept.put(meeting, CompletableFuture.completedFuture(transcript));
    return transcript.reply();
  }

  private Kept load(MeetingId meeting) {
    return inTurn(() -> loadNow(meeting));
  }

  private Kept loadNext(MeetingId meeting) {
    return inTurn(
        () -> {
          awaited.remove(meeting);
          return loadNow(meeting);
        });
  }

  private Kept inTurn(Supplier<Kept> reading) {
    turns.acquireUninterruptibly();
    try {
      return reading.get();
    } finally {
      turns.release();
    }
  }

  private Kept loadNow(MeetingId meeting) {
    Instant lastChange = transcripts.lastChange(meeting);
    return new Kept(lastChange, transcripts.whole(meeting));
  }
}
