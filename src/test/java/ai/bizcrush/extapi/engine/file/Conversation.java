package ai.bizcrush.extapi.engine.file;

import ai.bizcrush.extapi.engine.Recording;
import ai.bizcrush.extapi.engine.Transcript;
import ai.bizcrush.extapi.engine.Utterance;
import ai.bizcrush.extapi.engine.Word;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * People who say known words at known samples, as audio, and an engine that hears of any stretch
 * what an engine would: whole words, at times that are a little different each time, rubbish where
 * a word is cut, and voices that it numbers anew.
 */
final class Conversation {

  private static final long MS = Recording.SAMPLE_RATE / 1000;
  private static final String[] SYLLABLES = {
    "ka", "lo", "mi", "ten", "sur", "ve", "ndo", "pra", "shi", "gol", "bu", "rez"
  };

  /** A word at its place. */
  record Spoken(String text, int speaker, long from, long to) {}

  private final List<Spoken> words = new ArrayList<>();
  private final Random random;
  private final boolean timed;

  /**
   * @param timed whether the engine says when each word was spoken
   */
  Conversation(long seed, boolean timed) {
    this.random = new Random(seed);
    this.timed = timed;
  }

  /** Turns of a few words, with pauses. */
  Conversation talk(int speakers, Duration length) {
    while (end() < samples(length)) {
      turn(random.nextInt(speakers), 2 + random.nextInt(25), 250);
      pause(400 + random.nextInt(2000));
    }
    return this;
  }

  /** People in turn, each for a few seconds. */
  Conversation alternate(int speakers, Duration length) {
    for (int i = 0; end() < samples(length); i++) {
      turn(i % speakers, 4 + random.nextInt(4), 150);
      pause(400 + random.nextInt(300));
    }
    return this;
  }

  /** One word after another without a pause. */
  Conversation talkWithoutAPause(Duration length) {
    while (end() < samples(length)) {
      turn(0, 1, 1);
    }
    return this;
  }

  private long silence;

  private void pause(int ms) {
    silence = ms * MS;
  }

  private void turn(int speaker, int count, int gap) {
    for (int i = 0; i < count; i++) {
      long from = end() + silence + random.nextInt(gap) * MS;
      silence = 0;
      words.add(new Spoken(word(), speaker, from, from + (150 + random.nextInt(350)) * MS));
    }
  }

  private String word() {
    return SYLLABLES[random.nextInt(12)]
        + SYLLABLES[random.nextInt(12)]
        + SYLLABLES[random.nextInt(12)];
  }

  private long end() {
    return words.isEmpty() ? 0 : words.getLast().to();
  }

  List<Spoken> words() {
    return words;
  }

  /** The audio: a tone where somebody speaks, a little noise elsewhere. */
  Recording record(Path file) throws IOException {
    long samples = end() + 500 * MS;
    var noise = random.ints(4096, -20, 21).toArray();
    try (var out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16)) {
      int next = 0;
      for (long i = 0; i < samples; i++) {
        while (next < words.size() && words.get(next).to() <= i) {
          next++;
        }
        boolean speech = next < words.size() && words.get(next).from() <= i;
        int sample = noise[(int) (i * 31 % noise.length)] + (speech ? square(i) : 0);
        out.write(sample);
        out.write(sample >> 8);
      }
    }
    return new Recording(file, 0, samples);
  }

  private static int square(long sample) {
    return (sample & 64) == 0 ? 6000 : -6000;
  }

  /** What the engine hears of a stretch of the recording. */
  Transcript hear(Recording stretch) {
    long from = stretch.firstSample();
    long to = from + stretch.samples();
    Map<Integer, String> voices = new HashMap<>();
    var utterances = new ArrayList<Utterance>();
    var turn = new ArrayList<Spoken>();
    for (Spoken word : words) {
      Spoken heard = heard(word, from, to);
      if (heard == null) {
        continue;
      }
      if (!turn.isEmpty() && isOver(turn, heard)) {
        utterances.add(utterance(turn, voices, stretch));
        turn.clear();
      }
      turn.add(heard);
    }
    if (!turn.isEmpty()) {
      utterances.add(utterance(turn, voices, stretch));
    }
    return new Transcript(utterances);
  }

  private Spoken heard(Spoken word, long from, long to) {
    if (word.from() >= from && word.to() <= to) {
      return word;
    }
    if (word.to() > from + 20 * MS && word.from() < to - 20 * MS && random.nextBoolean()) {
      return new Spoken(
          "###", word.speaker(), Math.max(word.from(), from), Math.min(word.to(), to));
    }
    return null;
  }

  private static boolean isOver(List<Spoken> turn, Spoken next) {
    return turn.getLast().speaker() != next.speaker()
        || next.from() - turn.getLast().to() > 350 * MS
        || turn.size() == 20;
  }

  private Utterance utterance(List<Spoken> turn, Map<Integer, String> voices, Recording stretch) {
    var timedWords = new ArrayList<Word>();
    Duration least = Duration.ZERO;
    for (Spoken word : turn) {
      var start = longest(jitter(word.from(), stretch), least);
      var end = longest(jitter(word.to(), stretch), start);
      timedWords.add(new Word(word.text(), start, end, 0.9));
      least = end;
    }
    String speaker =
        voices.computeIfAbsent(turn.getFirst().speaker(), _ -> String.valueOf(voices.size()));
    return new Utterance(
        speaker,
        String.join(" ", turn.stream().map(Spoken::text).toList()),
        timedWords.getFirst().start(),
        timedWords.getLast().end(),
        0.9,
        "en",
        timed ? timedWords : List.of());
  }

  private Duration jitter(long sample, Recording stretch) {
    long moved = sample - stretch.firstSample() + (random.nextInt(101) - 50) * MS;
    return Recording.timeOf(Math.clamp(moved, 0, stretch.samples()));
  }

  private static Duration longest(Duration one, Duration other) {
    return one.compareTo(other) > 0 ? one : other;
  }

  private static long samples(Duration length) {
    return length.toMillis() * MS;
  }
}
