package ai.bizcrush.extapi.transcription.live.session;

import static org.assertj.core.api.Assertions.assertThat;

import ai.bizcrush.extapi.transcription.live.Feature;
import ai.bizcrush.extapi.transcription.live.LiveStream;
import ai.bizcrush.extapi.transcription.live.session.TalkEngine.Fault;
import ai.bizcrush.extapi.transcription.live.session.TalkEngine.Plan;
import ai.bizcrush.extapi.transcripts.LiveChunk;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A client that keeps its audio and comes back when its connection is cut, at any time, with the
 * old connection closed or half-open: what is stored, and what the client has in the end, is what
 * an uncut stream gives.
 */
class ResumePropertyTests {

  static LongStream seeds() {
    return LongStream.rangeClosed(1, 150);
  }

  static LongStream fewerSeeds() {
    return LongStream.rangeClosed(1, 60);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void everyWordIsStoredOnce(long seed) {
    var random = new Random(seed);
    everyWordIsStoredOnce(seed, random, Talk.random(random, 50), List.of());
  }

  /** Long silences, words that take no time, chunks that end where the one before ends. */
  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void everyWordOfAHaltingTalkIsStoredOnce(long seed) {
    var random = new Random(seed);
    everyWordIsStoredOnce(seed, random, Talk.halting(random, 40), List.of());
  }

  /** Dials that take so long in vain that the audio of the meantime goes another way. */
  @ParameterizedTest(name = "seed {0}")
  @MethodSource("fewerSeeds")
  void everyWordOutsideOfGapsIsStoredOnce(long seed) {
    var random = new Random(seed);
    List<Plan> slow = Collections.nCopies(3, new Plan(Fault.NEVER_READY, 0));
    everyWordIsStoredOnce(seed, random, Talk.halting(random, 50), slow);
  }

  private void everyWordIsStoredOnce(long seed, Random random, Talk talk, List<Plan> plans) {
    var scene = new Scene();
    var able = TalkEngine.able(4, true, null);
    scene.engines =
        plans.isEmpty()
            ? List.of(new TalkEngine("one", talk, scene.time, plans, able, 1))
            : List.of(
                new TalkEngine("one", talk, scene.time, plans, able, 1),
                new TalkEngine("two", talk, scene.time, plans.subList(0, 2), able, 1));
    scene.journal.latencyMs = random.nextInt(300);
    scene.repairMs = random.nextInt(2000);

    var heard = new LinkedHashMap<String, String>();
    String token = null;
    long finalMs = 0;
    for (int cuts = 1 + random.nextInt(4); cuts >= 0; cuts--) {
      scene.client = new Listeners();
      LiveStream stream = scene.open(Scene.config(true, Set.of(Feature.ACKS), token));
      scene.time.advance(700);
      if (!scene.client.acks.isEmpty()) {
        token = scene.client.token;
      }
      scene.sentMs = scene.client.acks.getFirst().receivedMs();
      assertThat(scene.sentMs).as("seed %d", seed).isGreaterThanOrEqualTo(finalMs);
      boolean last = cuts == 0;
      scene.speak(stream, last ? talk.endMs() : scene.sentMs + random.nextLong(talk.endMs() / 2));
      if (last) {
        stream.end();
        scene.time.advance(40_000);
        assertThat(scene.client.ended().closeCode()).isEqualTo(1000);
      } else {
        boolean halfOpen = random.nextInt(3) == 0;
        if (!halfOpen) {
          stream.clientGone();
        }
      }
      token = scene.client.token;
      finalMs = scene.client.acks.getLast().finalMs();
      scene.client.finals.forEach(chunk -> heard.putIfAbsent(chunk.id(), chunk.text()));
      if (!last) {
        scene.client.deaf = true;
        scene.time.advance(random.nextInt(4) == 0 ? 15_000 : random.nextInt(1500));
      }
    }

    String stored =
        scene.journal.chunks.stream().map(LiveChunk::text).collect(Collectors.joining(" "));
    String said = scene.outsideOfGaps(talk);
    assertThat(stored).as("seed %d", seed).isEqualTo(said);
    assertThat(String.join(" ", heard.values())).as("seed %d", seed).isEqualTo(said);
    assertThat(scene.journal.chunks)
        .isSortedAccordingTo((a, b) -> Long.compare(a.startMs(), b.startMs()));
    assertThat(voices(talk, scene.journal.chunks))
        .allSatisfy((number, of) -> assertThat(of).hasSize(1));
  }

  /** Who speaks under each number. */
  private static Map<String, Set<Integer>> voices(Talk talk, List<LiveChunk> chunks) {
    var voices = new HashMap<String, Integer>();
    talk.words().forEach(word -> voices.put(word.text(), word.voice()));
    return chunks.stream()
        .collect(
            Collectors.groupingBy(
                LiveChunk::speaker,
                Collectors.flatMapping(
                    chunk -> List.of(chunk.text().split(" ")).stream().map(voices::get),
                    Collectors.toSet())));
  }
}
