package ai.bizcrush.extapi.provider.embedded.turns;

import ai.bizcrush.extapi.SyntheticSpeech;
import ai.bizcrush.extapi.SyntheticSpeech.Speaker;
import ai.bizcrush.extapi.engine.Recording;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Who really spoke when: lines with pauses between them, and how far a diarization is from it. */
public record Conversation(SyntheticSpeech audio, List<Turn> truth) {

  /** Eight lines of more than four seconds each. */
  public static final List<String> LINES =
      List.of(
          "we need to talk about the budget for next year because the price of oil would go up again",
          "i think we should hire two more people this summer and look at the numbers from last month",
          "please send the report to the sales team before friday so that we can look at it together",
          "the project was finished three weeks ago and the customers want a faster and cheaper service",
          "she bought a new house near the river and the weather in london is cold and wet today",
          "let us look at the plan for the new office before the meeting begins in five minutes",
          "the train from the city was very late this morning and nobody could tell me the reason",
          "my brother works for a small company that makes software for banks and for hospitals");

  /** The lines in turn by the given speakers, half a second of faint noise before each. */
  public static Conversation between(int lines, Speaker... speakers) {
    SyntheticSpeech audio = SyntheticSpeech.silence(Duration.ZERO);
    var truth = new ArrayList<Turn>();
    for (int i = 0; i < lines; i++) {
      Speaker speaker = speakers[i % speakers.length];
      audio = audio.then(SyntheticSpeech.noise(Duration.ofMillis(500), 4, i));
      int from = audio.length() / Samples.PER_FRAME;
      audio = audio.then(SyntheticSpeech.say(speaker, line(i)));
      var speech = new Stretch(from, audio.length() / Samples.PER_FRAME);
      truth.add(new Turn(i % speakers.length, speech, speech));
    }
    return new Conversation(
        audio.then(SyntheticSpeech.noise(Duration.ofMillis(500), 4, -1)), truth);
  }

  /** Up to sixteen lines two speakers do not repeat themselves. */
  private static String line(int i) {
    return LINES.get((i + i / LINES.size()) % LINES.size());
  }

  public Recording recording(Path directory) {
    return recording(audio, directory);
  }

  public static Recording recording(SyntheticSpeech audio, Path directory) {
    Path file = audio.writePcm(directory.resolve("audio.pcm"));
    return new Recording(file, 0, audio.length());
  }

  /** Missed, false and wrongly attributed time, as a share of the speech; no collar. */
  double errorOf(List<Turn> heard) {
    int frames = audio.length() / Samples.PER_FRAME + 1;
    int[] right = speakers(truth, frames);
    int[] said = speakers(heard, frames);
    long speech = Arrays.stream(right).filter(speaker -> speaker >= 0).count();
    long straight = 0;
    long crossed = 0;
    for (int i = 0; i < frames; i++) {
      straight += right[i] == said[i] ? 0 : 1;
      crossed += right[i] == (said[i] < 0 ? said[i] : 1 - said[i]) ? 0 : 1;
    }
    return (double) Math.min(straight, crossed) / speech;
  }

  private static int[] speakers(List<Turn> turns, int frames) {
    var speakers = new int[frames];
    Arrays.fill(speakers, -1);
    for (Turn turn : turns) {
      Arrays.fill(
          speakers, turn.speech().from(), Math.min(frames, turn.speech().to()), turn.speaker());
    }
    return speakers;
  }
}
