package ai.bizcrush.extapi.transcription.live.session;

import static org.assertj.core.api.Assertions.assertThat;

import ai.bizcrush.extapi.transcription.live.LiveStream;
import ai.bizcrush.extapi.transcription.live.session.TalkEngine.Fault;
import ai.bizcrush.extapi.transcription.live.session.TalkEngine.Plan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever happens to engines, and whenever: the client gets every word, once, in order. */
class FailoverPropertyTests {

  private static int gaps;

  static LongStream seeds() {
    return LongStream.rangeClosed(1, 300);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void noWordIsLostOrSaidTwice(long seed) {
    var random = new Random(seed);
    var scene = new Scene();
    var talk = Talk.random(random, 60);
    boolean diarization = random.nextBoolean();
    boolean progress = random.nextInt(4) > 0;
    Duration rotation = random.nextInt(4) == 0 ? Duration.ofSeconds(15) : null;
    scene.engines =
        List.of(
            new TalkEngine(
                "one",
                talk,
                scene.time,
                plans(random, 6),
                TalkEngine.able(2, true, rotation),
                random.nextInt(3)),
            new TalkEngine(
                "two",
                talk,
                scene.time,
                plans(random, progress ? 3 : 1),
                TalkEngine.able(1.25, progress, null),
                random.nextInt(3)));
    scene.journal.latencyMs = random.nextInt(200);
    scene.chance = random.nextDouble();

    LiveStream stream = scene.open(Scene.config(diarization, Set.of(), null));
    scene.speak(stream, talk.endMs());
    end(random, scene, stream);

    assertThat(scene.client.text()).as("seed %d", seed).isEqualTo(scene.outsideOfGaps(talk));
    assertThat(scene.client.ended().closeCode()).isEqualTo(1000);
    assertThat(scene.client.finals)
        .isSortedAccordingTo((a, b) -> Long.compare(a.startMs(), b.startMs()))
        .allMatch(chunk -> chunk.startMs() <= chunk.endMs());
    assertThat(scene.gaps).allMatch(gap -> gap.toMs() - gap.fromMs() > 8000);
    gaps += scene.gaps.size();
    assertThat(scene.engines).noneMatch(engine -> ((TalkEngine) engine).overrun);
    assertThat(scene.rings.memoryUsed()).isZero();
    assertThat(scene.journal.chunks).hasSameSizeAs(scene.client.finals);
  }

  /** Faults in a row can leave more than live engines hear again; that is not the rule. */
  @AfterAll
  static void gapsAreRare() {
    assertThat(gaps).isLessThan(10);
  }

  private static void end(Random random, Scene scene, LiveStream stream) {
    if (random.nextBoolean()) {
      scene.time.advance(random.nextInt(3000));
    }
    stream.end();
    scene.time.advance(30_000);
  }

  private static List<Plan> plans(Random random, int most) {
    var plans = new ArrayList<Plan>();
    int dialsLost = 0;
    for (int i = random.nextInt(most); i > 0; i--) {
      var faults = Fault.values();
      Fault fault = faults[1 + random.nextInt(faults.length - 1)];
      boolean dial = fault == Fault.REFUSES || fault == Fault.NEVER_READY;
      dialsLost = dial ? dialsLost + 1 : 0;
      if (dialsLost < 3 && fault != Fault.NO_ROOM && fault != Fault.BREAKS_SPEAKING) {
        plans.add(new Plan(fault, random.nextInt(8000)));
      }
    }
    return plans;
  }
}
