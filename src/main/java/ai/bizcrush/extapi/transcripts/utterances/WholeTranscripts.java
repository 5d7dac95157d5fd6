package ai.bizcrush.extapi.transcripts.utterances;

import ai.bizcrush.extapi.meetings.MeetingId;
import ai.bizcrush.extapi.transcripts.TranscriptSettings;
import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import org.springframework.stereotype.Component;

/**
 * Whole transcripts, kept as they are sent. Each time the meeting's last change is asked for, one
 * look into an index: what is older than that is read anew, so whatever was committed on any
 * replica, by whomever, is in the reply. Many who ask for the same wait for one reading.
 */
@Component
class WholeTranscripts {

  private static final Duration KEPT = Duration.ofMinutes(10);

  /**
   * A transcript.
   *
   * @param lastChange from before it was read: it has this change, and may have later ones
   */
  @SuppressWarnings("ArrayRecordComponent") // written once, compared never
  private record Kept(Instant lastChange, byte[] json) {}

  private final Transcripts transcripts;
  private final AsyncCache<MeetingId, Kept> kept;

  WholeTranscripts(Transcripts transcripts, TranscriptSettings settings) {
    this.transcripts = transcripts;
    this.kept =
        Caffeine.newBuilder()
            .maximumWeight(settings.cache().toBytes())
            .weigher((MeetingId meeting, Kept transcript) -> transcript.json().length)
            .expireAfterAccess(KEPT)
            .executor(Thread::startVirtualThread)
            .buildAsync();
  }

  /** All utterances of a meeting. */
  byte[] read(MeetingId meeting) {
    Instant lastChange = transcripts.lastChange(meeting);
    CompletableFuture<Kept> present = kept.get(meeting, this::load);
    Kept transcript = present.join();
    if (!transcript.lastChange().isBefore(lastChange)) {
      return transcript.json();
    }
    // It was kept, or its reading had begun, before the change. The next one begins after it: one
    // that many share, unless the meeting is being removed meanwhile and its changes with it.
    kept.asMap().remove(meeting, present);
    transcript = kept.get(meeting, this::load).join();
    return transcript.lastChange().isBefore(lastChange) ? refresh(meeting) : transcript.json();
  }

  /** The same, read anew. */
  byte[] refresh(MeetingId meeting) {
    Kept transcript = load(meeting);
    kept.put(meeting, CompletableFuture.completedFuture(transcript));
    return transcript.json();
  }

  private Kept load(MeetingId meeting) {
    Instant lastChange = transcripts.lastChange(meeting);
    return new Kept(lastChange, transcripts.whole(meeting));
  }
}
