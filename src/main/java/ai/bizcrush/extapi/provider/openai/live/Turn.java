package ai.bizcrush.extapi.provider.openai.live;

import ai.bizcrush.extapi.engine.EngineException;
import ai.bizcrush.extapi.engine.LiveWord;
import ai.bizcrush.extapi.engine.socket.MessageJson;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is said between two pauses: an item of the server's. Becomes an utterance. */
final class Turn {

  /** An hour of fast speech. */
  private static final int LONGEST_TEXT = 60_000;

  private final String id;
  private final List<LiveWord> pieces = new ArrayList<>();
  private String text = "";
  private String language;
  private int length;
  private long startMs = -1;
  private long endMs = -1;
  private long committedMs = -1;
  private boolean stopped;
  private boolean over;
  private @Nullable EngineException failure;

  /**
   * @param language what is spoken when the server does not say; {@code ""} when unknown
   */
  Turn(String id, String language) {
    this.id = id;
    this.language = language;
  }

  String id() {
    return id;
  }

  void started(long atMs) {
    if (startMs < 0) {
      startMs = atMs;
    }
  }

  /** The server heard a pause: it commits the turn by itself. */
  void stopped(long atMs) {
    stopped = true;
    endMs = atMs;
  }

  /** No more audio comes into it; where it lasted if the server has not said. */
  void committed(long fromMs, long toMs, long nowMs) {
    committedMs = nowMs;
    started(fromMs);
    endMs = endMs < 0 ? toMs : endMs;
  }

  /** More text, with the spaces between words. */
  void add(String delta) {
    length += delta.length();
    if (length > LONGEST_TEXT) {
      throw MessageJson.unreadable();
    }
    if (!delta.isEmpty()) {
      pieces.add(piece(pieces.isEmpty() ? " " + delta.stripLeading() : delta));
    }
  }

  /** All the text up to now. */
  void replace(String whole) {
    pieces.clear();
    length = 0;
    add(whole.strip());
  }

  void completed(String whole, String spoken) {
    language = spoken.isEmpty() ? language : spoken;
    replace(whole);
    text = whole.strip();
    over = true;
  }

  void failed(EngineException reason) {
    failure = reason;
    over = true;
  }

  private LiveWord piece(String said) {
    return new LiveWord(said, startMs, startMs, 0, "", language);
  }

  boolean hasStopped() {
    return stopped;
  }

  /** Whether its text is to come without more audio. */
  boolean isWaiting() {
    return stopped || committedMs >= 0;
  }

  boolean isCommitted() {
    return committedMs >= 0;
  }

  /** How much audio had been sent when it was committed; -1 when it was not. */
  long committedMs() {
    return committedMs;
  }

  boolean isOver() {
    return over;
  }

  @Nullable EngineException failure() {
    return failure;
  }

  /** -1 when unknown. */
  long startMs() {
    return startMs;
  }

  /** -1 when unknown. */
  long endMs() {
    return endMs;
  }

  /** The text up to now. */
  List<LiveWord> pieces() {
    return pieces;
  }

  /** The final words, which share the time out among them by their lengths. */
  List<LiveWord> words(long fromMs, long toMs) {
    var words = new ArrayList<LiveWord>();
    double aCharacter = (double) (toMs - fromMs) / Math.max(1, text.length());
    int from = 0;
    for (int to = 0; to <= text.length(); to++) {
      if (to == text.length() || Character.isWhitespace(text.charAt(to))) {
        if (to > from) {
          long start = fromMs + (long) (from * aCharacter);
          long end = to == text.length() ? toMs : fromMs + (long) (to * aCharacter);
          words.add(new LiveWord(" " + text.substring(from, to), start, end, 0, "", language));
        }
        from = to + 1;
      }
    }
    return words;
  }
}
