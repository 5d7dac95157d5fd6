package ai.bizcrush.extapi.transcription.live.socket;

import ai.bizcrush.extapi.shared.Caller;
import ai.bizcrush.extapi.transcription.live.StreamEnd;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Whether a client is let in, and the places that it takes until it has left. */
final class Admission {

  /** What comes of it; on the loop. */
  interface Outcome {

    void admitted(Caller who);

    /** It is not let in. */
    void end(StreamEnd why);
  }

  private final StreamSockets sockets;
  private final Visit visit;
  private boolean placed;
  private boolean cancelled;
  private @Nullable Caller caller;

  Admission(StreamSockets sockets, Visit visit) {
    this.sockets = sockets;
    this.visit = visit;
  }

  /** Finds a place, and asks who the client is. */
  void begin(Executor loop, Outcome outcome) {
    placed = sockets.places().take();
    if (sockets.open().isDraining()) {
      outcome.end(Ends.RESTART);
    } else if (!placed) {
      outcome.end(Ends.NO_ROOM);
    } else {
      ask(loop, outcome);
    }
  }

  private void ask(Executor loop, Outcome outcome) {
    CompletableFuture<Caller> answer = sockets.door().enter(visit).toCompletableFuture();
    if (answer.isDone()) {
      answer.whenComplete((who, failure) -> answered(who, failure, outcome));
    } else {
      answer.whenComplete((who, failure) -> loop.execute(() -> answered(who, failure, outcome)));
    }
  }

  private void answered(@Nullable Caller who, @Nullable Throwable failure, Outcome outcome) {
    if (cancelled) {
      return;
    }
    if (who == null) {
      outcome.end(Ends.refusal(Objects.requireNonNull(failure)));
    } else if (!sockets.places().take(who.keyId())) {
      outcome.end(Ends.TOO_MANY_OF_KEY);
    } else {
      caller = who;
      isWelcome(); // from now on the key is watched
      outcome.admitted(who);
    }
  }

  /** Whether the key of who was let in is still good. */
  boolean isWelcome() {
    return sockets.guests().isWelcome(Objects.requireNonNull(caller));
  }

  /** Who is not let in takes nobody's place while it leaves. */
  void cancel() {
    cancelled = true;
    if (placed) {
      placed = false;
      sockets.places().giveBack();
    }
  }

  /** The connection is over. */
  void left() {
    cancel();
    if (caller != null) {
      sockets.places().giveBack(caller.keyId());
    }
  }
}
