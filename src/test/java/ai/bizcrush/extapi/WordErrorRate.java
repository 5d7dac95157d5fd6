package ai.bizcrush.extapi;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * How far a transcript is from what was said: the fewest words to insert, delete or replace, and
 * the number of words said. Case and punctuation do not count.
 */
public record WordErrorRate(int errors, int words) {

  public static WordErrorRate of(String said, String heard) {
    List<String> reference = words(said);
    List<String> hypothesis = words(heard);
    int[] row = new int[hypothesis.size() + 1];
    Arrays.setAll(row, i -> i);
    for (int i = 1; i <= reference.size(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j < row.length; j++) {
        int replaced = diagonal + (reference.get(i - 1).equals(hypothesis.get(j - 1)) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return new WordErrorRate(row[hypothesis.size()], reference.size());
  }

  /** This and {@code other} as one text. */
  public WordErrorRate plus(WordErrorRate other) {
    return new WordErrorRate(errors + other.errors, words + other.words);
  }

  /** 0 is perfect; more than 1 is possible. */
  public double rate() {
    return words == 0 ? errors : (double) errors / words;
  }

  private static List<String> words(String text) {
    return Arrays.stream(text.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}']+"))
        .filter(word -> !word.isEmpty())
        .toList();
  }
}
