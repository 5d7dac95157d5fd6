package ai.bizcrush.extapi.provider.openai.live;

import ai.bizcrush.extapi.engine.EngineException;
import ai.bizcrush.extapi.engine.LiveWord;
import ai.bizcrush.extapi.engine.socket.OrderlyListener;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The turns of a session in the order of the audio, from when they are first heard of until they
 * are said. The server transcribes several at once and completes them in any order; a turn is said
 * when all before it were.
 */
final class Turns {

  /** What a server repeats it repeats soon. */
  private static final int REMEMBERED = 32;

  /** Half an hour of short ones, none of them answered. */
  private static final int MOST = 500;

  private final OrderlyListener listener;
  private final String language;
  private final List<Turn> turns = new ArrayList<>();
  private final ArrayDeque<String> said = new ArrayDeque<>();
  private long saidMs;
  private boolean endpoint;

  /**
   * @param language what is spoken when the server does not say; {@code ""} when unknown
   */
  Turns(OrderlyListener listener, String language) {
    this.listener = listener;
    this.language = language;
  }

  /** The turn, a new one behind all others if need be; null when it was said already. */
  @Nullable Turn find(String id) {
    for (Turn turn : turns) {
      if (turn.id().equals(id)) {
        return turn;
      }
    }
    if (said.contains(id)) {
      return null;
    }
    if (turns.size() == MOST) {
      throw EngineException.broken("leaves too many turns open", null);
    }
    var turn = new Turn(id, language);
    turns.add(turn);
    return turn;
  }

  /** A turn was committed: puts it behind the previous one, or behind all that are committed. */
  void place(Turn turn, String previousId) {
    turns.remove(turn);
    turns.add(placeAfter(previousId), turn);
  }

  private int placeAfter(String previousId) {
    if (previousId.equals(said.peekLast())) {
      return 0;
    }
    int place = 0;
    for (int i = 0; i < turns.size(); i++) {
      if (turns.get(i).id().equals(previousId)) {
        return i + 1;
      }
      if (turns.get(i).isCommitted()) {
        place = i + 1;
      }
    }
    return place;
  }

  /** A commit reached this: what was heard before it and is no turn was a noise. */
  void dropNoises(long beforeMs) {
    turns.removeIf(
        turn ->
            !turn.isWaiting()
                && !turn.isOver()
                && turn.pieces().isEmpty()
                && turn.startMs() < beforeMs);
  }

  /** Whether a turn is heard that is not committed. */
  boolean areOpen() {
    return turns.stream().anyMatch(turn -> !turn.isWaiting());
  }

  /** Where that turn began; -1 when there is none, or it is unknown. */
  long openSinceMs() {
    for (Turn turn : turns) {
      if (!turn.isWaiting()) {
        return turn.startMs();
      }
    }
    return -1;
  }

  /** Whether text is to come without more audio. */
  boolean areWaiting() {
    for (Turn turn : turns) {
      if (turn.isWaiting()) {
        return true;
      }
    }
    return false;
  }

  /** How much audio had been sent when the oldest turn that waits was committed. */
  long waitingSinceMs() {
    for (Turn turn : turns) {
      if (turn.isCommitted()) {
        return turn.committedMs();
      }
    }
    return Long.MAX_VALUE;
  }

  /** Asks whether an endpoint was said since it was asked last. */
  boolean saidEndpoint() {
    boolean was = endpoint;
    endpoint = false;
    return was;
  }

  /**
   * Says what can be said.
   *
   * @return the failure of the turn whose place it is, if it failed
   */
  @Nullable EngineException say() {
    while (!turns.isEmpty() && turns.getFirst().isOver() && !listener.isOver()) {
      Turn turn = turns.removeFirst();
      remember(turn.id());
      if (turn.failure() != null) {
        return turn.failure();
      }
      finals(turn);
    }
    interim();
    return null;
  }

  private void remember(String id) {
    said.addLast(id);
    if (said.size() > REMEMBERED) {
      said.removeFirst();
    }
  }

  private void finals(Turn turn) {
    long start = Math.max(saidMs, turn.startMs());
    long end = Math.max(start, turn.endMs());
    saidMs = end;
    List<LiveWord> words = turn.words(start, end);
    listener.finals(words);
    if (!words.isEmpty()) {
      endpoint = true;
      listener.endpoint();
    }
  }

  private void interim() {
    var tail = new ArrayList<LiveWord>();
    for (Turn turn : turns) {
      tail.addAll(turn.pieces());
    }
    listener.interim(tail);
  }
}
