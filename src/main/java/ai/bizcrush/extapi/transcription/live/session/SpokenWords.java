package ai.bizcrush.extapi.transcription.live.session;

import ai.bizcrush.extapi.engine.LiveWord;
import ai.bizcrush.extapi.transcripts.LiveChunk;
import ai.bizcrush.extapi.transcripts.LiveJournal.Resumption;
import java.util.ArrayDeque;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The words of one engine session after another as the stream's own: on its clock, each once, each
 * voice under its number.
 */
final class SpokenWords {

  private static final int REMEMBERED = 64;

  private final Overlap overlap = new Overlap();
  private final Speakers speakers;
  private final ArrayDeque<LiveWord> recent = new ArrayDeque<>();
  private long endMs;
  private long earlierEndMs;
  private long gapEndMs;
  private @Nullable LiveWord lastPassed;

  /**
   * @param from where an earlier connection stopped
   */
  SpokenWords(Resumption.Resumed from, boolean diarization) {
    this.endMs = from.reached().wordsEndMs();
    this.earlierEndMs = endMs;
    this.gapEndMs = from.reached().gapEndMs();
    this.speakers = new Speakers(from.reached().speakers());
    remember(from.last(), diarization);
  }

  /** A final of an earlier connection: whoever is heard there again is known. */
  private void remember(@Nullable LiveChunk last, boolean diarization) {
    if (last != null && last.endMs() > gapEndMs) {
      String text = last.text();
      recent.add(
          new LiveWord(
              text.substring(text.lastIndexOf(' ') + 1),
              last.startMs(),
              last.endMs(),
              last.confidence(),
              diarization ? last.speaker() : "",
              last.language()));
    }
  }

  /** Where the last final word ends. */
  long endMs() {
    return endMs;
  }

  /** A word that nobody says any better ends here. */
  void reach(long ms) {
    endMs = Math.max(endMs, ms);
  }

  /** What is said before comes from elsewhere. */
  void gap(long toMs) {
    gapEndMs = toMs;
    recent.clear();
    earlierEndMs = toMs;
    endMs = toMs;
  }

  /**
   * Another engine session begins.
   *
   * @param fromMs where its audio begins
   * @param boundaryMs words before this are known already
   */
  void sessionBegins(long fromMs, long boundaryMs) {
    speakers.newSession();
    lastPassed = null;
    if (fromMs < boundaryMs && boundaryMs == gapEndMs) {
      overlap.beginAfterGap(boundaryMs);
    } else if (fromMs < boundaryMs) {
      overlap.begin(boundaryMs, recent.peekLast());
    } else {
      overlap.none();
    }
  }

  /** Hands over the new ones of final words. */
  void finals(List<LiveWord> words, long offsetMs, long sentMs, Consumer<LiveWord> to) {
    for (LiveWord said : words) {
      LiveWord word = placed(said, offsetMs, sentMs);
      if (overlap.isNew(word)) {
        to.accept(kept(named(timed(word))));
      } else {
        match(word);
      }
    }
  }

  private LiveWord kept(LiveWord spoken) {
    endMs = Math.max(endMs, spoken.endMs());
    lastPassed = spoken;
    recent.addLast(spoken);
    if (recent.size() > REMEMBERED) {
      earlierEndMs = recent.removeFirst().endMs();
    }
    return spoken;
  }

  /** Adds the new ones of a tail. */
  void tail(List<LiveWord> words, long offsetMs, long sentMs, List<LiveWord> to) {
    boolean previous = overlap.previousIsNew();
    for (LiveWord said : words) {
      LiveWord word = placed(said, offsetMs, sentMs);
      previous = overlap.isNew(word, previous);
      if (previous) {
        to.add(named(timed(word)));
      } else {
        match(word);
      }
    }
  }

  /** The last pieces, which were final, are not any more. */
  void forget(int pieces) {
    for (int i = 0; i < pieces && !recent.isEmpty(); i++) {
      recent.removeLast();
    }
    endMs = recent.isEmpty() ? earlierEndMs : recent.getLast().endMs();
  }

  private static LiveWord placed(LiveWord word, long offsetMs, long sentMs) {
    if (word.startMs() < 0 || (offsetMs == 0 && word.endMs() <= sentMs)) {
      return word;
    }
    long start = Math.min(word.startMs() + offsetMs, sentMs);
    return new LiveWord(
        word.text(),
        start,
        Math.clamp(word.endMs() + offsetMs, start, sentMs),
        word.confidence(),
        word.speaker(),
        word.language());
  }

  /** With times in any case, none before those of the word before. */
  private LiveWord timed(LiveWord word) {
    long least = lastPassed == null ? 0 : lastPassed.startMs();
    long start = word.startMs() < 0 ? endMs : Math.max(word.startMs(), least);
    long end = Math.max(word.endMs(), start);
    return start == word.startMs() && end == word.endMs()
        ? word
        : new LiveWord(word.text(), start, end, word.confidence(), word.speaker(), word.language());
  }

  private LiveWord named(LiveWord word) {
    String speaker = speakers.of(word.speaker());
    return speaker.equals(word.speaker())
        ? word
        : new LiveWord(
            word.text(), word.startMs(), word.endMs(), word.confidence(), speaker, word.language());
  }

  /** An old word heard again tells who its speaker is. */
  private void match(LiveWord again) {
    long middle = (again.startMs() + again.endMs()) / 2;
    for (LiveWord word : recent) {
      if (word.startMs() <= middle && middle <= word.endMs()) {
        speakers.match(again.speaker(), word.speaker());
        return;
      }
    }
  }
}
