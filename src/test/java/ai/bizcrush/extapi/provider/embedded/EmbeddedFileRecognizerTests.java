package ai.bizcrush.extapi.provider.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import ai.bizcrush.extapi.SyntheticSpeech;
import ai.bizcrush.extapi.SyntheticSpeech.Speaker;
import ai.bizcrush.extapi.WordErrorRate;
import ai.bizcrush.extapi.engine.EngineCall;
import ai.bizcrush.extapi.engine.EngineException;
import ai.bizcrush.extapi.engine.EngineException.Kind;
import ai.bizcrush.extapi.engine.LanguageHints;
import ai.bizcrush.extapi.engine.RecognitionRequest;
import ai.bizcrush.extapi.engine.Recording;
import ai.bizcrush.extapi.engine.Transcript;
import ai.bizcrush.extapi.engine.Utterance;
import ai.bizcrush.extapi.engine.Word;
import ai.bizcrush.extapi.provider.embedded.turns.Conversation;
import ai.bizcrush.extapi.provider.embedded.turns.Stretch;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EmbeddedFileRecognizerTests {

  private static final EngineCall CALL = within(Duration.ofMinutes(2));
  private static final Duration BY = Duration.ofMillis(300);

  private final RecognizerPool pool = LoadedSphinx.pool(Duration.ofMinutes(1));
  private final EmbeddedFileRecognizer engine = new EmbeddedFileRecognizer(pool);

  @TempDir Path directory;

  @AfterEach
  void thePermitComesBack() {
    await().until(() -> pool.free() == 1);
  }

  @Test
  void saysWhatItCan() {
    assertThat(engine.capabilities().languages()).isEqualTo(Set.of("en"));
    assertThat(engine.capabilities().detectsLanguage()).isFalse();
    assertThat(engine.capabilities().diarization()).isTrue();
    assertThat(engine.capabilities().maxDuration()).isNull();
  }

  @Test
  void twoSpeakersSayWhatTheySaidWhenTheySaidIt() throws Exception {
    Conversation talk = Conversation.between(2, Speaker.LOW, Speaker.HIGH);

    Transcript transcript = engine.recognize(talk.recording(directory), request(true), CALL);

    WordErrorRate rate =
        WordErrorRate.of(String.join(" ", Conversation.LINES.subList(0, 2)), text(transcript));
    print("two voices", rate);
    assertThat(rate.rate()).isLessThan(0.35);
    assertThat(transcript.utterances()).extracting(Utterance::speaker).containsExactly("0", "1");
    assertThat(transcript.utterances()).extracting(Utterance::language).containsOnly("en");
    for (int i = 0; i < 2; i++) {
      Utterance utterance = transcript.utterances().get(i);
      Stretch spoken = talk.truth().get(i).speech();
      assertThat(utterance.start()).isCloseTo(spoken.start(), BY);
      assertThat(utterance.end()).isCloseTo(spoken.end(), BY);
    }
    assertThat(transcript.utterances()).allSatisfy(EmbeddedFileRecognizerTests::isWellFormed);
  }

  @Test
  void understandsMostOfWhatIsSaid() throws Exception {
    List<String> sentences =
        List.of(
            "the project was finished three weeks ago",
            "our customers want a faster and cheaper service");
    SyntheticSpeech audio = SyntheticSpeech.silence(Duration.ofMillis(600));
    for (String sentence : sentences) {
      audio = audio.then(SyntheticSpeech.say(sentence));
      audio = audio.then(SyntheticSpeech.silence(Duration.ofMillis(600)));
    }

    Transcript transcript =
        engine.recognize(Conversation.recording(audio, directory), request(false), CALL);

    WordErrorRate rate = WordErrorRate.of(String.join(" ", sentences), text(transcript));
    print("one voice", rate);
    assertThat(rate.rate()).isLessThan(0.25);
    assertThat(transcript.utterances()).hasSize(sentences.size());
    assertThat(transcript.utterances()).extracting(Utterance::speaker).containsOnly("0");
  }

  @Test
  void timesBeginWithTheRecordingAlsoAfterLongSilence() throws Exception {
    SyntheticSpeech speech = SyntheticSpeech.say("can you hear me now i think so");
    SyntheticSpeech audio =
        SyntheticSpeech.silence(Duration.ofSeconds(40))
            .then(speech)
            .then(SyntheticSpeech.silence(Duration.ofSeconds(2)));

    Transcript transcript =
        engine.recognize(Conversation.recording(audio, directory), request(false), CALL);

    assertThat(text(transcript)).contains("you hear me now I think");
    List<Word> words = transcript.utterances().getFirst().words();
    assertThat(words.getFirst().start()).isCloseTo(Duration.ofSeconds(40), BY);
    assertThat(words.getLast().end()).isCloseTo(Duration.ofSeconds(40).plus(speech.duration()), BY);
  }

  @Test
  void understandsTheSampleThatTheReadmeShows() throws Exception {
    Path samples = Path.of("samples");
    String said = Files.readString(samples.resolve("hello.txt")).lines().findFirst().orElseThrow();
    Path pcm = directory.resolve("hello.pcm");
    try (InputStream wav = Files.newInputStream(samples.resolve("hello.wav"))) {
      wav.skipNBytes(44);
      Files.copy(wav, pcm);
    }

    Transcript transcript =
        engine.recognize(new Recording(pcm, 0, Files.size(pcm) / 2), request(true), CALL);

    WordErrorRate rate = WordErrorRate.of(said, text(transcript));
    print("sample", rate);
    assertThat(rate.rate()).isLessThanOrEqualTo(0.2);
    assertThat(transcript.utterances()).extracting(Utterance::speaker).containsOnly("0");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 100, 1600, 32_000})
  void silenceIsAnEmptyTranscript(int samples) throws Exception {
    SyntheticSpeech silence = SyntheticSpeech.silence(Duration.ofSeconds(2)).first(samples);

    assertThat(engine.recognize(Conversation.recording(silence, directory), request(true), CALL))
        .isEqualTo(Transcript.SILENCE);
  }

  @Test
  void noiseIsNotTakenForWords() throws Exception {
    SyntheticSpeech noise =
        SyntheticSpeech.silence(Duration.ofSeconds(1))
            .then(SyntheticSpeech.noise(Duration.ofSeconds(3), 4000, 9));

    assertThat(engine.recognize(Conversation.recording(noise, directory), request(true), CALL))
        .isEqualTo(Transcript.SILENCE);
  }

  @ParameterizedTest
  @ValueSource(ints = {100, 1500, 3000, 6000})
  void aScrapOfAWordDoesNoHarm(int samples) throws Exception {
    SyntheticSpeech scrap =
        SyntheticSpeech.silence(Duration.ofMillis(300))
            .then(SyntheticSpeech.say("meeting").first(samples));

    Transcript transcript =
        engine.recognize(Conversation.recording(scrap, directory), request(true), CALL);

    assertThat(transcript.utterances()).hasSizeLessThanOrEqualTo(1);
  }

  @Test
  void anAttemptThatWasGivenUpLeavesNothingForTheNext() throws Exception {
    Recording recording =
        Conversation.recording(SyntheticSpeech.say("the meeting will begin"), directory);
    Transcript before = engine.recognize(recording, request(false), CALL);

    EngineException late =
        catchThrowableOfType(
            EngineException.class,
            () -> engine.recognize(recording, request(false), within(Duration.ofMillis(100))));
    await().until(() -> pool.free() == 1);
    Transcript after = engine.recognize(recording, request(false), CALL);

    assertThat(late.kind()).isEqualTo(Kind.UNAVAILABLE);
    assertThat(text(after)).isEqualTo(text(before)).isNotEmpty();
  }

  @Test
  void twoCallersShareOneRecogniser() throws Exception {
    Recording recording =
        Conversation.recording(SyntheticSpeech.say("thank you very much"), directory);
    var other = new FutureTask<>(() -> engine.recognize(recording, request(true), CALL));
    Thread.startVirtualThread(other);

    Transcript mine = engine.recognize(recording, request(true), CALL);

    assertThat(text(other.get(60, TimeUnit.SECONDS))).startsWith("Thank you very");
    assertThat(text(mine)).startsWith("Thank you very");
  }

  @Test
  void aRecordingThatIsGoneIsAFailureOfTheEngine() {
    var gone = new Recording(directory.resolve("gone.pcm"), 0, 16_000);

    EngineException failure =
        catchThrowableOfType(
            EngineException.class, () -> engine.recognize(gone, request(true), CALL));

    assertThat(failure.kind()).isEqualTo(Kind.UNAVAILABLE);
    assertThat(failure).hasMessageNotContaining("gone");
  }

  private static void print(String what, WordErrorRate rate) {
    System.out.printf("word error rate, %s: %d of %d%n", what, rate.errors(), rate.words());
  }

  private static void isWellFormed(Utterance utterance) {
    assertThat(utterance.text())
        .isEqualTo(utterance.words().stream().map(Word::text).collect(Collectors.joining(" ")));
    assertThat(utterance.confidence()).isBetween(0.2, 1.0);
    Duration last = utterance.start();
    for (Word word : utterance.words()) {
      assertThat(word.start()).isBetween(last, word.end());
      assertThat(word.end()).isLessThanOrEqualTo(utterance.end());
      assertThat(word.confidence()).isBetween(0.0, 1.0);
      last = word.start();
    }
  }

  private static RecognitionRequest request(boolean diarization) {
    return new RecognitionRequest(LanguageHints.AUTOMATIC, diarization, List.of());
  }

  private static EngineCall within(Duration timeout) {
    return new EngineCall(timeout, timeout, timeout);
  }

  private static String text(Transcript transcript) {
    return transcript.utterances().stream().map(Utterance::text).collect(Collectors.joining(" "));
  }
}
