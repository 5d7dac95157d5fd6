package ai.bizcrush.extapi.transcription.live.session;

import ai.bizcrush.extapi.engine.LiveWord;
import ai.bizcrush.extapi.shared.Ulids;
import ai.bizcrush.extapi.transcription.live.Chunk;
import java.util.ArrayList;
import java.util.List;

/** The utterance that is being spoken: its final words, and the tail that may still change. */
final class OpenChunk implements Chunk {

  private final String sessionId;
  private final boolean diarization;
  private final List<LiveWord> words = new ArrayList<>();
  private final StringBuilder text = new StringBuilder();
  private final Trimmed trimmed = new Trimmed(text);
  private String id = "";
  private int finalWords;
  private int finalLength;

  OpenChunk(String sessionId, boolean diarization) {
    this.sessionId = sessionId;
    this.diarization = diarization;
  }

  /** Adds a final word; the tail is void. */
  void add(LiveWord word) {
    dropTail();
    append(word);
    finalWords = words.size();
    finalLength = text.length();
  }

  /** Sets the tail. */
  void tail(List<LiveWord> tail) {
    dropTail();
    for (LiveWord word : tail) {
      append(word);
    }
  }

  void dropTail() {
    text.setLength(finalLength);
    while (words.size() > finalWords) {
      words.removeLast();
    }
  }

  /** Takes the tail for final: nobody will say it better. */
  void keepTail() {
    finalWords = words.size();
    finalLength = text.length();
  }

  /**
   * Takes back a last word that may not be whole, together with the tail: an engine that was lost
   * may have been in the middle of it.
   *
   * @return how many pieces were taken back
   */
  int dropLastWord() {
    dropTail();
    int before = words.size();
    boolean whole = false;
    while (!words.isEmpty() && !whole) {
      whole = Words.begins(words.removeLast());
    }
    finalWords = words.size();
    text.setLength(0);
    words.forEach(this::write);
    finalLength = text.length();
    return before - words.size();
  }

  boolean hasFinals() {
    return finalWords > 0;
  }

  boolean isEmpty() {
    return words.isEmpty();
  }

  /** The last final word; to be asked while there is one. */
  LiveWord lastFinal() {
    return words.get(finalWords - 1);
  }

  /** The chunk with its final words, as it stays; the next one is empty and has another id. */
  FinalChunk finish() {
    dropTail();
    var finished =
        new FinalChunk(
            id,
            sessionId,
            trimmed.toString(),
            speaker(),
            language(),
            startMs(),
            endMs(),
            confidence(),
            List.copyOf(words));
    words.clear();
    text.setLength(0);
    finalWords = 0;
    finalLength = 0;
    id = "";
    return finished;
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public String sessionId() {
    return sessionId;
  }

  @Override
  public CharSequence text() {
    return trimmed;
  }

  @Override
  public boolean isFinal() {
    return false;
  }

  @Override
  public String speaker() {
    return diarization && !words.isEmpty() ? words.getFirst().speaker() : "";
  }

  @Override
  public String language() {
    for (LiveWord word : words) {
      if (!word.language().isEmpty()) {
        return word.language();
      }
    }
    return "";
  }

  @Override
  public long startMs() {
    return words.isEmpty() ? 0 : words.getFirst().startMs();
  }

  @Override
  public long endMs() {
    return words.isEmpty() ? 0 : words.getLast().endMs();
  }

  /** Weighted by duration. */
  @Override
  public double confidence() {
    double sum = 0;
    double weights = 0;
    for (LiveWord word : words) {
      double weight = Math.max(1, word.endMs() - word.startMs());
      sum += weight * word.confidence();
      weights += weight;
    }
    return weights == 0 ? 0 : sum / weights;
  }

  @Override
  public List<LiveWord> words() {
    return words;
  }

  private void append(LiveWord word) {
    if (words.isEmpty() && id.isEmpty()) {
      id = Ulids.next();
    }
    words.add(word);
    write(word);
  }

  private void write(LiveWord word) {
    text.append(text.isEmpty() ? word.text().stripLeading() : word.text());
  }

  /** A text without the spaces at its end, without copying it. */
  private record Trimmed(StringBuilder text) implements CharSequence {

    @Override
    public int length() {
      int end = text.length();
      while (end > 0 && Character.isWhitespace(text.charAt(end - 1))) {
        end--;
      }
      return end;
    }

    @Override
    public char charAt(int index) {
      return text.charAt(index);
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      return text.subSequence(start, end);
    }

    @Override
    public String toString() {
      return text.substring(0, length());
    }
  }
}
