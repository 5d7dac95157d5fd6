package ai.bizcrush.extapi.transcripts.journal;

import ai.bizcrush.extapi.transcripts.LiveChunk;
import ai.bizcrush.extapi.transcripts.LiveRecording;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How far the recordings of a batch are: one row each, to be written by its current epoch alone.
 */
final class Fences {

  private static final class Reached {
    long settledMs;
    long wordsEndMs;
    int speakers;
    int finals;
    boolean ended;
  }

  private final Map<Epoch, Reached> all = new LinkedHashMap<>();

  private Reached at(LiveRecording recording) {
    return all.computeIfAbsent(Epoch.of(recording), epoch -> new Reached());
  }

  void add(Entry.Final said) {
    LiveChunk chunk = said.chunk();
    Reached reached = settled(said.recording(), said.settledMs());
    reached.wordsEndMs = Math.max(reached.wordsEndMs, chunk.endMs());
    reached.speakers = Math.max(reached.speakers, speakers(chunk.speaker()));
    reached.finals = Math.max(reached.finals, said.number() + 1);
  }

  Reached settled(LiveRecording recording, long ms) {
    Reached reached = at(recording);
    reached.settledMs = Math.max(reached.settledMs, ms);
    return reached;
  }

  void end(LiveRecording recording, long settledMs) {
    settled(recording, settledMs).ended = true;
  }

  /** Numbers begin at 0. */
  private static int speakers(String speaker) {
    try {
      return speaker.isEmpty() ? 0 : Integer.parseInt(speaker) + 1;
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  boolean isEmpty() {
    return all.isEmpty();
  }

  /** The recordings that end here, and were not taken over before. */
  List<String> ended(Set<Epoch> current) {
    var ended = new ArrayList<String>();
    all.forEach(
        (epoch, reached) -> {
          if (reached.ended && current.contains(epoch)) {
            ended.add(epoch.messageId());
          }
        });
    return ended;
  }

  /**
   * A column each: message ids, epochs, settled, ends of words, speakers, finals, whether they end.
   */
  Object[] columns() {
    int rows = all.size();
    var messageIds = new String[rows];
    var epochs = new Integer[rows];
    var settled = new Long[rows];
    var wordsEnd = new Long[rows];
    var speakers = new Integer[rows];
    var finals = new Integer[rows];
    var ended = new Boolean[rows];
    int i = 0;
    for (var fence : all.entrySet()) {
      messageIds[i] = fence.getKey().messageId();
      epochs[i] = fence.getKey().number();
      settled[i] = fence.getValue().settledMs;
      wordsEnd[i] = fence.getValue().wordsEndMs;
      speakers[i] = fence.getValue().speakers;
      finals[i] = fence.getValue().finals;
      ended[i] = fence.getValue().ended;
      i++;
    }
    return new Object[] {messageIds, epochs, settled, wordsEnd, speakers, finals, ended};
  }
}
