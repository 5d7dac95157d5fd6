package ai.bizcrush.extapi.transcripts;

import ai.bizcrush.extapi.database.CommitClock;
import ai.bizcrush.extapi.shared.Ulids;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** Utterances as arrays, for one statement that inserts them all. */
@SuppressWarnings("ArrayRecordComponent") // read once, compared never
record UtteranceColumns(
    String[] ids,
    String[] speakers,
    String[] texts,
    String[] languages,
    Double[] confidences,
    Long[] starts,
    Long[] ends,
    Long[] micros) {

  /**
   * @param first the {@code updated_at} of the first; outside of meetings it is that of all
   */
  static UtteranceColumns of(
      Recorded recording, String key, List<SpokenUtterance> utterances, Instant first) {
    long micros = ChronoUnit.MICROS.between(Instant.EPOCH, first);
    long step = recording.meeting() == null ? 0 : CommitClock.STEP_MICROS;
    return new UtteranceColumns(
        IntStream.range(0, utterances.size())
            .mapToObj(i -> id(recording.messageId(), key, i))
            .toArray(String[]::new),
        utterances.stream().map(SpokenUtterance::speaker).toArray(String[]::new),
        utterances.stream().map(SpokenUtterance::text).toArray(String[]::new),
        utterances.stream().map(SpokenUtterance::language).toArray(String[]::new),
        utterances.stream().map(SpokenUtterance::confidence).toArray(Double[]::new),
        utterances.stream().map(SpokenUtterance::startMs).toArray(Long[]::new),
        utterances.stream().map(SpokenUtterance::endMs).toArray(Long[]::new),
        LongStream.range(0, utterances.size())
            .mapToObj(i -> micros + step * i)
            .toArray(Long[]::new));
  }

  static String id(String messageId, String key, int index) {
    return Ulids.derived(messageId, key + '\n' + index);
  }
}
