package ai.bizcrush.extapi.engine.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import ai.bizcrush.extapi.engine.EngineException;
import ai.bizcrush.extapi.engine.Transcript;
import ai.bizcrush.extapi.engine.Utterance;
import ai.bizcrush.extapi.engine.Word;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TranscriptCheckTests {

  private final TranscriptCheck check = new TranscriptCheck(Duration.ofSeconds(10), true);

  private static Utterance utterance(
      String speaker, String text, long start, long end, double confidence, String language) {
    return new Utterance(
        speaker,
        text,
        Duration.ofMillis(start),
        Duration.ofMillis(end),
        confidence,
        language,
        List.of());
  }

  private static Utterance with(Word word) {
    return new Utterance(
        "0", "text", Duration.ZERO, Duration.ofSeconds(1), 0.5, "en", List.of(word));
  }

  private Utterance checked(Utterance utterance) {
    return check.checked(new Transcript(List.of(utterance))).utterances().getFirst();
  }

  private void assertNonsense(Utterance utterance) {
    assertThatExceptionOfType(EngineException.class)
        .isThrownBy(() -> checked(utterance))
        .matches(e -> e.kind() == EngineException.Kind.UNAVAILABLE && !e.retryable());
  }

  @Test
  void aGoodAnswerPassesUnchanged() {
    var good =
        new Transcript(
            List.of(
                new Utterance(
                    "1",
                    "Good morning.",
                    Duration.ofMillis(100),
                    Duration.ofMillis(900),
                    0.9,
                    "en",
                    List.of(
                        new Word("Good", Duration.ofMillis(100), Duration.ofMillis(400), 1),
                        new Word("morning.", Duration.ofMillis(400), Duration.ofMillis(900), 0)))));

    assertThat(check.checked(good)).isEqualTo(good);
    assertThat(check.checked(Transcript.SILENCE)).isEqualTo(Transcript.SILENCE);
  }

  @ParameterizedTest
  @ValueSource(
      doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, -0.1, 1.1, 90, -2})
  void aConfidenceThatIsNoneIsNonsense(double confidence) {
    assertNonsense(utterance("0", "text", 0, 1000, confidence, "en"));
    assertNonsense(with(new Word("w", Duration.ZERO, Duration.ZERO, confidence)));
  }

  @Test
  void aConfidenceThatIsRoundedOverItsRangeIsTakenBack() {
    assertThat(checked(utterance("0", "text", 0, 1000, 1.0000001, "en")).confidence())
        .isEqualTo(1, within(0.0));
    assertThat(checked(utterance("0", "text", 0, 1000, -0.0000001, "en")).confidence()).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "-300, 1000, 0, 1000",
    "9800, 10300, 9800, 10000",
    "10200, 12000, 10000, 10000",
    "500, 39000, 500, 10000"
  })
  void timesALittleOutsideAreTakenBack(long start, long end, long newStart, long newEnd) {
    var checked = checked(utterance("0", "text", start, end, 0.5, "en"));

    assertThat(checked.start()).isEqualTo(Duration.ofMillis(newStart));
    assertThat(checked.end()).isEqualTo(Duration.ofMillis(newEnd));
  }

  @ParameterizedTest
  @CsvSource({"-5000, 1000", "11500, 12000", "0, 41000", "9000000000, 9000000001"})
  void timesFarOutsideAreNonsense(long start, long end) {
    assertNonsense(utterance("0", "text", start, end, 0.5, "en"));
    assertNonsense(with(new Word("w", Duration.ofMillis(start), Duration.ofMillis(end), 0.5)));
  }

  @Test
  void aWordThatEndsBeforeItBeginsIsNonsenseUnlessByALittle() {
    assertNonsense(with(new Word("w", Duration.ofSeconds(5), Duration.ofSeconds(3), 0.5)));

    var word =
        checked(with(new Word("w", Duration.ofMillis(500), Duration.ofMillis(480), 0.5)))
            .words()
            .getFirst();

    assertThat(word.end()).isEqualTo(word.start());
  }

  @Test
  void textIsCleaned() {
    assertThat(checked(utterance("0", " a\0b\uD800c\uDC00d 😀\uD83D ", 0, 1, 0, "")).text())
        .isEqualTo("abcd 😀");
    assertThat(checked(with(new Word("\0w ", Duration.ZERO, Duration.ZERO, 0))).words())
        .extracting(Word::text)
        .containsExactly("w");
  }

  @Test
  void emptyTextsAreDropped() {
    var answer =
        new Transcript(
            List.of(
                utterance("0", " \0\n", 0, 1, 0, ""),
                utterance("0", "", 0, 1, 0, ""),
                with(new Word(" ", Duration.ZERO, Duration.ZERO, 0))));

    var checked = check.checked(answer);

    assertThat(checked.utterances()).extracting(Utterance::text).containsExactly("text");
    assertThat(checked.utterances().getFirst().words()).isEmpty();
  }

  @Test
  void utterancesAreInOrderOfTime() {
    var answer =
        new Transcript(
            List.of(
                utterance("0", "third", 3000, 4000, 0, ""),
                utterance("1", "first", 1000, 9000, 0, ""),
                utterance("0", "second", 1000, 2000, 0, "")));

    assertThat(check.checked(answer).utterances())
        .extracting(Utterance::text)
        .containsExactly("first", "second", "third");
  }

  @ParameterizedTest
  @CsvSource({
    "en-US, en",
    "pt_BR, pt",
    "ZH, zh",
    "cmn-Hans, zh",
    "nl, nl",
    "yue, yue",
    "'', ''",
    "und, ''",
    "english, ''",
    "e, ''",
    "'en,ko', ''"
  })
  void languagesAreBaseLanguages(String told, String language) {
    assertThat(checked(utterance("0", "text", 0, 1, 0, told)).language()).isEqualTo(language);
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "7, 7", "007, 7", "A, 0", "b, 1", "Z, 25", "'', 0", "' 2 ', 2"})
  void speakersAreNumbers(String told, String speaker) {
    assertThat(checked(utterance(told, "text", 0, 1, 0, "en")).speaker()).isEqualTo(speaker);
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "1.5", "Alice", "12345678901", "é"})
  void aSpeakerThatIsNeitherNumberNorLetterIsNonsense(String told) {
    assertNonsense(utterance(told, "text", 0, 1, 0, "en"));
  }

  @Test
  void everybodyIsZeroWhereSpeakersAreNotToldApart() {
    var check = new TranscriptCheck(Duration.ofSeconds(10), false);

    var checked =
        check.checked(
            new Transcript(
                List.of(utterance("3", "a", 0, 1, 0, ""), utterance("who", "b", 0, 1, 0, ""))));

    assertThat(checked.utterances()).extracting(Utterance::speaker).containsOnly("0");
  }
}
