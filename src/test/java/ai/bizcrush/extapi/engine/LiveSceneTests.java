package ai.bizcrush.extapi.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LiveSceneTests {

  private final Ear ear = new Ear();

  @Test
  void anEarHearsWhatASceneSays() {
    var scene = LiveScene.conversation();

    ear.hear(scene.pcm());

    assertThat(ear.words()).isEqualTo(scene.words());
    assertThat(ear.heardMs()).isEqualTo(scene.lengthMs());
    assertThat(ear.silenceMs()).isEqualTo(1260);
  }

  @Test
  void wordsAreHeardWhenTheyAreOver() {
    var scene = LiveScene.monologue(1);

    ear.hear(scene.pcm(0, 540));
    assertThat(ear.words()).isEmpty();
    assertThat(ear.overMs()).isEqualTo(300);
    ear.hear(scene.pcm(540, 560));

    assertThat(ear.words()).isEqualTo(scene.words());
    assertThat(ear.overMs()).isEqualTo(560);
  }

  @Test
  void aReplayFromTheMiddleOfAWordSaysIt() {
    var scene = LiveScene.monologue(2);

    ear.hear(scene.pcm(400, scene.lengthMs()));

    assertThat(ear.words()).extracting(SpokenWord::text).containsExactly("baba", "babe");
    assertThat(ear.words().getFirst().startMs()).isZero();
  }

  @Test
  void theEndOfTheAudioEndsAWord() {
    ear.hear(LiveScene.monologue(1).pcm(0, 400));

    ear.end();

    assertThat(ear.words()).extracting(SpokenWord::text).containsExactly("baba");
  }

  @Test
  void everyNumberHasATextOfItsOwn() {
    var texts =
        IntStream.range(0, 1024).mapToObj(n -> new SpokenWord(n, 1, "en", 0, 0).text()).distinct();

    assertThat(texts).hasSize(1024);
  }

  @Test
  void speakersAndLanguagesAreInTheAudio() {
    var word = new SpokenWord(1023, 4, "ja", 10, 20);

    ear.hear(new LiveScene(List.of(word), 30).pcm());

    assertThat(ear.words()).containsExactly(word);
  }
}
