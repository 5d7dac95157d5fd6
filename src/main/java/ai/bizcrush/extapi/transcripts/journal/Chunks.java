package ai.bizcrush.extapi.transcripts.journal;

import ai.bizcrush.extapi.database.CommitClock;
import ai.bizcrush.extapi.meetings.MeetingId;
import ai.bizcrush.extapi.transcripts.LiveChunk;
import ai.bizcrush.extapi.transcripts.LiveRecording;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The chunks of a batch, interims included. */
final class Chunks {

  /**
   * @param number among the finals of the recording; null for an interim
   */
  private record Chunk(LiveRecording recording, LiveChunk content, @Nullable Integer number) {

    boolean isFinal() {
      return number != null;
    }

    /** A final is a chunk and an utterance, each with a time of its own. */
    int times() {
      return isFinal() ? 2 : 1;
    }

    long micros() {
      return times() * CommitClock.STEP_MICROS;
    }
  }

  private final List<Chunk> all = new ArrayList<>();

  void add(LiveRecording recording, LiveChunk chunk, @Nullable Integer number) {
    all.add(new Chunk(recording, chunk, number));
  }

  /** How many times each meeting needs. */
  Map<String, Integer> times() {
    var times = new HashMap<String, Integer>();
    for (Chunk chunk : all) {
      MeetingId meeting = chunk.recording.meeting();
      if (meeting != null) {
        times.merge(meeting.value(), chunk.times(), Integer::sum);
      }
    }
    return times;
  }

  /** The meetings of recordings that are not written by these epochs. */
  Set<MeetingId> meetingsOfOthersThan(Set<Epoch> current) {
    var meetings = new HashSet<MeetingId>();
    for (Chunk chunk : all) {
      MeetingId meeting = chunk.recording.meeting();
      if (meeting != null && !current.contains(Epoch.of(chunk.recording))) {
        meetings.add(meeting);
      }
    }
    return meetings;
  }

  /**
   * A column each: ids, message ids, epochs, texts, speakers, languages, starts, ends, confidences,
   * whether they are final, their numbers if they are, and the time of each in microseconds. An
   * utterance's is a {@link CommitClock#STEP} later.
   *
   * @param firsts the first time of each meeting
   * @param now for what is in no meeting
   */
  Object[] columns(Map<String, Instant> firsts, Instant now) {
    int rows = all.size();
    var ids = new String[rows];
    var messageIds = new String[rows];
    var epochs = new Integer[rows];
    var texts = new String[rows];
    var speakers = new String[rows];
    var languages = new String[rows];
    var starts = new Long[rows];
    var ends = new Long[rows];
    var confidences = new Double[rows];
    var finals = new Boolean[rows];
    var numbers = new @Nullable Integer[rows];
    var times = new Long[rows];
    var next = new HashMap<String, Long>();
    firsts.forEach((meeting, first) -> next.put(meeting, micros(first)));
    for (int i = 0; i < rows; i++) {
      Chunk chunk = all.get(i);
      LiveChunk content = chunk.content;
      MeetingId meeting = chunk.recording.meeting();
      ids[i] = content.id();
      messageIds[i] = chunk.recording.messageId();
      epochs[i] = chunk.recording.epoch();
      texts[i] = content.text();
      speakers[i] = content.speaker();
      languages[i] = content.language();
      starts[i] = content.startMs();
      ends[i] = content.endMs();
      confidences[i] = content.confidence();
      finals[i] = chunk.isFinal();
      numbers[i] = chunk.number;
      times[i] =
          meeting == null
              ? micros(now)
              : next.merge(meeting.value(), chunk.micros(), Long::sum) - chunk.micros();
    }
    return new Object[] {
      ids,
      messageIds,
      epochs,
      texts,
      speakers,
      languages,
      starts,
      ends,
      confidences,
      finals,
      numbers,
      times
    };
  }

  private static long micros(Instant time) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, time);
  }
}
