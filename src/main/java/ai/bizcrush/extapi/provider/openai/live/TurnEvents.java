package ai.bizcrush.extapi.provider.openai.live;

import ai.bizcrush.extapi.engine.EngineException;
import ai.bizcrush.extapi.engine.socket.MessageJson;

/**
 * What the server's events tell of turns: where they are, what is said in them, that they ended.
 */
final class TurnEvents {

  private final EventReader event;
  private final Turns turns;
  private final Commits commits;

  TurnEvents(EventReader event, Turns turns, Commits commits) {
    this.event = event;
    this.turns = turns;
    this.commits = commits;
  }

  /**
   * Takes the event that was just read, and says what can be said.
   *
   * @return whether a turn has all its text now
   * @throws EngineException a turn failed, or the event tells of none
   */
  boolean take() {
    if (event.itemId().isEmpty()) {
      throw MessageJson.unreadable();
    }
    Turn turn = turns.find(event.itemId());
    if (turn == null) {
      return false;
    }
    switch (event.type()) {
      case STARTED -> turn.started(commits.sessionMs(event.atMs()));
      case STOPPED -> commits.stopped(turn, event.atMs());
      case COMMITTED -> {
        turns.place(turn, event.previousId());
        commits.confirmed(turn);
      }
      case DELTA -> {
        turn.add(event.text());
        say();
      }
      case PARTIAL -> {
        turn.replace(event.text());
        say();
      }
      case COMPLETED -> {
        confirm(turn);
        return over(turn, event.text());
      }
      default -> {
        confirm(turn);
        return failed(turn);
      }
    }
    return false;
  }

  /** Not every server says that it has committed a turn. */
  private void confirm(Turn turn) {
    if (!turn.isCommitted()) {
      commits.confirmed(turn);
    }
  }

  private boolean over(Turn turn, String text) {
    turn.completed(text, event.language());
    say();
    return true;
  }

  /** Replaying the audio may help, but not where nobody can tell what is said. */
  private boolean failed(Turn turn) {
    if (event.errorCode().equals(RealtimeErrors.UNINTELLIGIBLE)) {
      return over(turn, "");
    }
    turn.failed(RealtimeErrors.failure(event.errorType(), event.errorCode(), false));
    say();
    return false;
  }

  private void say() {
    EngineException failure = turns.say();
    if (failure != null) {
      throw failure;
    }
  }
}
