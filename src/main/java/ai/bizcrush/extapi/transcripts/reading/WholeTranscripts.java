package ai.bizcrush.extapi.transcripts.reading;

import ai.bizcrush.extapi.meetings.MeetingId;
import ai.bizcrush.extapi.transcripts.TranscriptSettings;
import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import org.springframework.stereotype.Component;

/**
 * Whole transcripts, kept as they are sent. What is kept is known by the meeting's last change,
 * which is asked for each time: whatever was committed on any replica is in the reply, and a
 * transcript that did not change costs one look into an index. Many who ask for the same wait for
 * one reading.
 */
@Component
class WholeTranscripts {

  private static final Duration KEPT = Duration.ofMinutes(10);

  private record Version(MeetingId meeting, Instant lastChange) {}

  private final Transcripts transcripts;
  private final AsyncCache<Version, byte[]> kept;

  WholeTranscripts(Transcripts transcripts, TranscriptSettings settings) {
    this.transcripts = transcripts;
    this.kept =
        Caffeine.newBuilder()
            .maximumWeight(settings.cache().toBytes())
            .weigher((Version version, byte[] json) -> json.length)
            .expireAfterAccess(KEPT)
            .executor(Thread::startVirtualThread)
            .buildAsync();
  }

  /** All utterances of a meeting. */
  byte[] read(MeetingId meeting) {
    var version = version(meeting);
    return kept.get(version, asked -> transcripts.whole(asked.meeting())).join();
  }

  /** The same, read anew. */
  byte[] refresh(MeetingId meeting) {
    var version = version(meeting);
    byte[] json = transcripts.whole(meeting);
    kept.put(version, CompletableFuture.completedFuture(json));
    return json;
  }

  private Version version(MeetingId meeting) {
    return new Version(meeting, transcripts.lastChange(meeting).orElse(Instant.MIN));
  }
}
