package ai.bizcrush.extapi.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Puts a transcript together out of what an engine said, as {@link FileRecognizer} promises it:
 * texts trimmed, times inside the recording and in order, speakers as numbers. What is a little off
 * is repaired; what makes no sense is the engine's failure.
 */
public final class TranscriptBuilder {

  /** Engines pad the audio to windows of half a minute, and count them. */
  private static final Duration SLACK = Duration.ofSeconds(30);

  private static final Pattern NUMBERED = Pattern.compile("(?:speaker[ _-]?)?([0-9]{1,6})");
  private static final Pattern LANGUAGE = Pattern.compile("[a-z]{2,3}");

  private final Duration length;
  private final boolean diarization;
  private final List<Utterance> utterances = new ArrayList<>();

  /**
   * @param length of the recording
   * @param diarization whether speakers were to be told apart; else everybody is {@code "0"}
   */
  public TranscriptBuilder(Duration length, boolean diarization) {
    this.length = length;
    this.diarization = diarization;
  }

  /** A time in seconds. */
  public Duration seconds(@Nullable Double seconds) {
    if (seconds == null || !Double.isFinite(seconds)) {
      throw EngineException.broken("an answer without a time", null);
    }
    return inside(Duration.ofMillis(Math.round(seconds * 1000)));
  }

  /** A time in milliseconds. */
  public Duration millis(@Nullable Double millis) {
    return seconds(millis == null ? null : millis / 1000);
  }

  private Duration inside(Duration time) {
    if (time.compareTo(SLACK.negated()) < 0 || time.compareTo(length.plus(SLACK)) > 0) {
      throw EngineException.broken("an answer with a time outside the recording", null);
    }
    return clamp(time, Duration.ZERO, length);
  }

  /** A confidence from 0 to 1; 0 when the engine does not say. */
  public static double confidence(@Nullable Double confidence) {
    if (confidence == null) {
      return 0;
    }
    if (!Double.isFinite(confidence)) {
      throw EngineException.broken("an answer with a confidence that is none", null);
    }
    return Math.clamp(confidence, 0, 1);
  }

  /** The base of a language tag, {@code ""} when there is none. */
  public static String language(@Nullable String tag) {
    if (tag == null) {
      return "";
    }
    String base = tag.strip().toLowerCase(Locale.ROOT).split("[-_]", 2)[0];
    return LANGUAGE.matcher(base).matches() && !base.equals("und") ? base : "";
  }

  /**
   * Adds what was said; a blank text is nothing.
   *
   * @param speaker as the engine names it: a number, a letter, or nothing
   * @param words in order, with times as made here
   */
  public void add(
      @Nullable String speaker,
      @Nullable String text,
      Duration start,
      Duration end,
      double confidence,
      String language,
      List<Word> words) {
    String said = clean(text);
    if (said.isEmpty()) {
      return;
    }
    var last = end.compareTo(start) < 0 ? start : end;
    utterances.add(
        new Utterance(
            number(speaker),
            said,
            start,
            last,
            confidence,
            language,
            words.stream()
                .map(
                    word ->
                        new Word(clean(word.text()), word.start(), word.end(), word.confidence()))
                .filter(word -> !word.text().isEmpty())
                .map(word -> within(word, start, last))
                .toList()));
  }

  /** What was added, in order of time. */
  public Transcript build() {
    return new Transcript(
        utterances.stream().sorted(Comparator.comparing(Utterance::start)).toList());
  }

  private String number(@Nullable String speaker) {
    if (!diarization || speaker == null || speaker.isBlank()) {
      return "0";
    }
    String name = speaker.strip().toLowerCase(Locale.ROOT);
    var numbered = NUMBERED.matcher(name);
    if (numbered.matches()) {
      return String.valueOf(Integer.parseInt(numbered.group(1)));
    }
    if (name.length() == 1 && name.charAt(0) >= 'a' && name.charAt(0) <= 'z') {
      return String.valueOf(name.charAt(0) - 'a');
    }
    throw EngineException.broken("an answer with a speaker that has no number", null);
  }

  private static Word within(Word word, Duration start, Duration end) {
    var from = clamp(word.start(), start, end);
    return new Word(word.text(), from, clamp(word.end(), from, end), word.confidence());
  }

  private static Duration clamp(Duration value, Duration least, Duration most) {
    if (value.compareTo(least) < 0) {
      return least;
    }
    return value.compareTo(most) > 0 ? most : value;
  }

  /** Databases refuse U+0000. */
  private static String clean(@Nullable String text) {
    return text == null ? "" : text.replace("\0", "").strip();
  }
}
