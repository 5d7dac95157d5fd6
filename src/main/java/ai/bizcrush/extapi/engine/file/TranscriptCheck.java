package ai.bizcrush.extapi.engine.file;

import ai.bizcrush.extapi.engine.EngineException;
import ai.bizcrush.extapi.engine.LanguageHints;
import ai.bizcrush.extapi.engine.Transcript;
import ai.bizcrush.extapi.engine.Utterance;
import ai.bizcrush.extapi.engine.Word;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What an engine answered, before anyone trusts it: repaired where it is a little off, refused as
 * the engine's failure where it makes no sense.
 */
final class TranscriptCheck {

  /** Engines round, and count frames that reach over the end. */
  private static final Duration SLACK = Duration.ofSeconds(1);

  /** Some engines pad the audio to windows of half a minute and let the last text end with them. */
  private static final Duration END_SLACK = Duration.ofSeconds(30);

  private static final double CONFIDENCE_SLACK = 0.01;
  private static final Pattern LANGUAGE = Pattern.compile("[a-z]{2,3}");
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,6}");
  private static final Pattern LETTER = Pattern.compile("[A-Za-z]");

  private final Duration length;
  private final boolean diarization;

  /**
   * @param length of the recording
   * @param diarization whether speakers were to be told apart
   */
  TranscriptCheck(Duration length, boolean diarization) {
    this.length = length;
    this.diarization = diarization;
  }

  /**
   * The transcript in order of time, with times inside the recording, clean texts, base languages
   * and numbered speakers.
   *
   * @throws EngineException it makes no sense
   */
  Transcript checked(Transcript answer) {
    return new Transcript(
        answer.utterances().stream()
            .map(this::checked)
            .filter(utterance -> !utterance.text().isEmpty())
            .sorted(Comparator.comparing(Utterance::start))
            .toList());
  }

  private Utterance checked(Utterance utterance) {
    var start = start(utterance.start());
    return new Utterance(
        diarization ? speaker(utterance.speaker()) : "0",
        CleanText.of(utterance.text()),
        start,
        end(start, utterance.end()),
        confidence(utterance.confidence()),
        language(utterance.language()),
        words(utterance.words()));
  }

  private List<Word> words(List<Word> words) {
    return words.stream()
        .map(
            word -> {
              var start = start(word.start());
              return new Word(
                  CleanText.of(word.text()),
                  start,
                  end(start, word.end()),
                  confidence(word.confidence()));
            })
        .filter(word -> !word.text().isEmpty())
        .toList();
  }

  private Duration start(Duration start) {
    if (start.compareTo(SLACK.negated()) < 0 || start.compareTo(length.plus(SLACK)) > 0) {
      throw EngineException.broken("a time outside the recording", null);
    }
    return clamp(start, Duration.ZERO, length);
  }

  private Duration end(Duration start, Duration end) {
    if (end.compareTo(start.minus(SLACK)) < 0 || end.compareTo(length.plus(END_SLACK)) > 0) {
      throw EngineException.broken("an end before its beginning or outside the recording", null);
    }
    return clamp(end, start, length);
  }

  private static Duration clamp(Duration value, Duration least, Duration most) {
    if (value.compareTo(least) < 0) {
      return least;
    }
    return value.compareTo(most) > 0 ? most : value;
  }

  private static double confidence(double confidence) {
    if (confidence >= -CONFIDENCE_SLACK && confidence <= 1 + CONFIDENCE_SLACK) {
      return Math.clamp(confidence, 0, 1);
    }
    throw EngineException.broken("a confidence that is none", null);
  }

  private static String speaker(String speaker) {
    String name = speaker.strip();
    if (name.isEmpty()) {
      return "0";
    }
    if (NUMBER.matcher(name).matches()) {
      return String.valueOf(Integer.parseInt(name));
    }
    if (LETTER.matcher(name).matches()) {
      return String.valueOf(Character.toUpperCase(name.charAt(0)) - 'A');
    }
    throw EngineException.broken("a speaker that is neither a number nor a letter", null);
  }

  private static String language(String language) {
    String base = LanguageHints.base(language);
    return LANGUAGE.matcher(base).matches() && !base.equals("und") ? base : "";
  }
}
