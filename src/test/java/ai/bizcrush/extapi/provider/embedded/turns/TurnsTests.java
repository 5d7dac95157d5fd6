package ai.bizcrush.extapi.provider.embedded.turns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ai.bizcrush.extapi.SyntheticSpeech;
import ai.bizcrush.extapi.SyntheticSpeech.Speaker;
import ai.bizcrush.extapi.engine.Recording;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class TurnsTests {

  /** 300 ms. */
  private static final Offset<Integer> BY = Offset.offset(30);

  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 8, 16})
  void twoVoicesAreTwoSpeakersAndEveryTurnIsWhereItWasSpoken(int lines) {
    Conversation talk = Conversation.between(lines, Speaker.LOW, Speaker.HIGH);

    List<Turn> turns = turns(talk.recording(directory), true);

    double error = talk.errorOf(turns);
    System.out.printf("diarization error, %d turns: %.1f %%%n", lines, 100 * error);
    assertThat(turns).extracting(Turn::speaker).containsOnly(0, 1);
    assertThat(error).isLessThan(0.2);
    for (Turn line : talk.truth()) {
      assertThat(turns)
          .filteredOn(turn -> turn.speaker() == line.speaker())
          .anySatisfy(turn -> assertThat(turn.speech().from()).isCloseTo(line.speech().from(), BY))
          .anySatisfy(turn -> assertThat(turn.speech().to()).isCloseTo(line.speech().to(), BY));
    }
  }

  @ParameterizedTest
  @EnumSource
  void oneVoiceIsOneSpeaker(Speaker speaker) {
    List<Turn> turns = turns(Conversation.between(8, speaker).recording(directory), true);

    assertThat(turns).hasSizeGreaterThanOrEqualTo(8);
    assertThat(turns).extracting(Turn::speaker).containsOnly(0);
  }

  @Test
  void withoutDiarizationThereIsOneSpeakerAndPausesDivide() {
    Conversation talk = Conversation.between(4, Speaker.LOW, Speaker.HIGH);

    List<Turn> turns = turns(talk.recording(directory), false);

    assertThat(turns).extracting(Turn::speaker).containsOnly(0);
    assertThat(turns).hasSizeGreaterThanOrEqualTo(4);
  }

  @Test
  void turnsAreInOrderApartAndShortEnoughForTheRecogniser() {
    Conversation talk = Conversation.between(8, Speaker.LOW, Speaker.HIGH);
    SyntheticSpeech breathless = SyntheticSpeech.say(String.join(" ", Conversation.LINES));
    SyntheticSpeech audio = talk.audio().then(breathless);

    List<Turn> turns = turns(Conversation.recording(audio, directory), true);

    int end = 0;
    for (Turn turn : turns) {
      assertThat(turn.heard().from()).isBetween(end, turn.speech().from());
      assertThat(turn.heard().to()).isGreaterThanOrEqualTo(turn.speech().to());
      assertThat(turn.speech().length()).isBetween(1, 1000);
      end = turn.heard().to();
    }
    assertThat(end * Samples.PER_FRAME).isLessThanOrEqualTo(audio.length() + Samples.PER_FRAME);
  }

  @Test
  void aStretchOfAFileHasItsOwnClock() {
    SyntheticSpeech before = Conversation.between(2, Speaker.HIGH).audio();
    Conversation talk = Conversation.between(2, Speaker.LOW);
    Recording whole = Conversation.recording(before.then(talk.audio()), directory);

    List<Turn> turns = turns(whole.slice(before.length(), whole.samples()), true);

    assertThat(talk.errorOf(turns)).isLessThan(0.1);
  }

  @Test
  void longSilenceBeforeSpeechDoesNotMoveIt() {
    SyntheticSpeech speech = SyntheticSpeech.say(Conversation.LINES.getFirst());
    SyntheticSpeech audio = SyntheticSpeech.silence(Duration.ofSeconds(95)).then(speech);

    List<Turn> turns = turns(Conversation.recording(audio, directory), true);

    assertThat(turns.getFirst().speech().from()).isCloseTo(9500, BY);
    assertThat(turns.getLast().speech().to()).isCloseTo(audio.length() / Samples.PER_FRAME, BY);
  }

  @Test
  void speechIsFoundInAnEvenBackground() {
    Conversation talk = Conversation.between(4, Speaker.LOW, Speaker.HIGH);
    SyntheticSpeech hum = SyntheticSpeech.noise(talk.audio().duration(), 300, 7);
    Conversation noisy = new Conversation(talk.audio().over(hum), talk.truth());

    assertThat(noisy.errorOf(turns(noisy.recording(directory), true))).isLessThan(0.25);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 159, 160, 161, 16_000, 40_000})
  void silenceOfAnyLengthHasNoTurns(int samples) {
    SyntheticSpeech silence = SyntheticSpeech.silence(Duration.ofSeconds(3)).first(samples);

    assertThat(turns(Conversation.recording(silence, directory), true)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {4, 100, 3000, 32_000})
  void noiseHasNoTurns(int amplitude) {
    SyntheticSpeech noise = SyntheticSpeech.noise(Duration.ofSeconds(4), amplitude, 5);
    SyntheticSpeech burst =
        SyntheticSpeech.silence(Duration.ofSeconds(2)).then(noise.first(20_000));

    assertThat(turns(Conversation.recording(noise, directory), true)).isEmpty();
    assertThat(turns(Conversation.recording(burst, directory), true)).isEmpty();
  }

  @Test
  void workThatNobodyWaitsForEnds() {
    Recording recording = Conversation.between(1, Speaker.LOW).recording(directory);

    assertThatExceptionOfType(CancellationException.class)
        .isThrownBy(
            () ->
                Turns.of(
                    recording,
                    true,
                    () -> {
                      throw new CancellationException();
                    }));
  }

  private static List<Turn> turns(Recording recording, boolean tellApart) {
    return Turns.of(recording, tellApart, () -> {});
  }
}
