package ai.bizcrush.extapi.transcription.live.session;

import static org.assertj.core.api.Assertions.assertThat;

import ai.bizcrush.extapi.transcription.live.Feature;
import ai.bizcrush.extapi.transcription.live.LiveStream;
import java.util.LinkedHashMap;
import java.util.List;
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

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void everyWordIsStoredOnce(long seed) {
    var random = new Random(seed);
    var scene = new Scene();
    var talk = Talk.random(random, 50);
    scene.engines =
        List.of(
            new TalkEngine("one", talk, scene.time, List.of(), TalkEngine.able(4, true, null), 1));
    scene.journal.latencyMs = random.nextInt(300);

    var heard = new LinkedHashMap<String, String>();
    String token = null;
    for (int cuts = 1 + random.nextInt(4); cuts >= 0; cuts--) {
      scene.client = new Listeners();
      LiveStream stream = scene.open(Scene.config(true, Set.of(Feature.ACKS), token));
      scene.time.advance(700);
      if (!scene.client.acks.isEmpty()) {
        token = scene.client.token;
      }
      scene.sentMs = scene.client.acks.getFirst().receivedMs();
      boolean last = cuts == 0;
      scene.speak(stream, last ? talk.endMs() : scene.sentMs + random.nextLong(talk.endMs() / 2));
      if (last) {
        stream.end();
        scene.time.advance(20_000);
        assertThat(scene.client.ended().closeCode()).isEqualTo(1000);
      } else {
        boolean halfOpen = random.nextInt(3) == 0;
        if (!halfOpen) {
          stream.clientGone();
        }
      }
      token = scene.client.token;
      scene.client.finals.forEach(chunk -> heard.putIfAbsent(chunk.id(), chunk.text()));
      if (!last) {
        scene.client.deaf = true;
        scene.time.advance(random.nextInt(4) == 0 ? 15_000 : random.nextInt(1500));
      }
    }

    String stored =
        scene.journal.chunks.stream().map(c -> c.text()).collect(Collectors.joining(" "));
    assertThat(stored).as("seed %d", seed).isEqualTo(talk.text());
    assertThat(String.join(" ", heard.values())).as("seed %d", seed).isEqualTo(talk.text());
    assertThat(scene.journal.chunks)
        .isSortedAccordingTo((a, b) -> Long.compare(a.startMs(), b.startMs()));
  }
}
