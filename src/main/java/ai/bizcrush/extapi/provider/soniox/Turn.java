package ai.bizcrush.extapi.provider.soniox;

import ai.bizcrush.extapi.engine.TranscriptBuilder;
import ai.bizcrush.extapi.engine.Word;
import java.lang.Character.UnicodeScript;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** An utterance that grows by tokens, and the words that these make. */
final class Turn {

  /** Written without spaces: there each token is as good as a word. */
  private static final Set<UnicodeScript> UNSPACED =
      EnumSet.of(
          UnicodeScript.HAN, UnicodeScript.HIRAGANA, UnicodeScript.KATAKANA, UnicodeScript.THAI);

  private final String speaker;
  private final String language;
  private final Duration start;
  private final StringBuilder text = new StringBuilder();
  private final List<Word> words = new ArrayList<>();
  private Duration end;
  private double confidences;
  private int tokens;

  Turn(String speaker, String language, Duration start) {
    this.speaker = speaker;
    this.language = language;
    this.start = start;
    this.end = start;
  }

  String speaker() {
    return speaker;
  }

  String language() {
    return language;
  }

  Duration end() {
    return end;
  }

  /** Whether a token that begins then belongs to it. */
  boolean takes(String speaker, String language, Duration from, Duration pause) {
    return speaker.equals(this.speaker)
        && language.equals(this.language)
        && from.minus(end).compareTo(pause) <= 0;
  }

  void add(String token, Duration from, Duration to, double confidence) {
    text.append(token);
    if (to.compareTo(end) > 0) {
      end = to;
    }
    confidences += confidence;
    tokens++;
    if (words.isEmpty() || beginsWord(token)) {
      words.add(new Word(token, from, to, confidence));
    } else {
      var word = words.removeLast();
      words.add(
          new Word(word.text() + token, word.start(), to, Math.min(word.confidence(), confidence)));
    }
  }

  private static boolean beginsWord(String token) {
    if (token.isEmpty()) {
      return false;
    }
    int first = token.codePointAt(0);
    return Character.isWhitespace(first) || UNSPACED.contains(UnicodeScript.of(first));
  }

  void addTo(TranscriptBuilder transcript) {
    transcript.add(speaker, text.toString(), start, end, confidences / tokens, language, words);
  }
}
