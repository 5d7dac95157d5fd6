package ai.bizcrush.extapi.provider.embedded;

import ai.bizcrush.extapi.engine.Recording;
import ai.bizcrush.extapi.provider.embedded.AudioInbox.Taken;
import ai.bizcrush.extapi.provider.embedded.turns.Endpointer;
import ai.bizcrush.extapi.provider.embedded.turns.Samples;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** The audio of a live session, divided into utterances and what lies between them. */
final class Microphone {

  /** What ended the silence. */
  enum Heard {
    /** Somebody began to speak: {@link #next} has it from a little before that. */
    SPEECH,
    /** The caller wants to know what was said so far. */
    MARK,
    /** No audio is coming any more. */
    END,
    /** Nobody listens any more. */
    CANCELLED
  }

  private static final int BYTES_PER_MS = Recording.SAMPLE_RATE * Recording.SAMPLE_BYTES / 1000;
  private static final int FRAME_MS = 10;

  /** Speech may begin so long before it is noticed, and its first sound before that. */
  private static final int BEFORE = Endpointer.LOOK_BACK + 10;

  /** Frames after which silence is told. */
  private static final int TELL_EVERY = 25;

  private final AudioInbox inbox;
  private final Runnable silence;
  private final Endpointer endpointer = new Endpointer();
  private final byte[] bytes = new byte[Samples.PER_FRAME * Recording.SAMPLE_BYTES];
  private final Deque<short[]> before = new ArrayDeque<>();

  private @Nullable Heard after;
  private boolean speech;

  /**
   * @param silence told now and then while there is nothing but silence
   */
  Microphone(AudioInbox inbox, Runnable silence) {
    this.inbox = inbox;
    this.silence = silence;
  }

  /** Waits for speech, or what comes instead. */
  Heard await() {
    if (after != null) {
      Heard what = after;
      after = null;
      before.clear();
      return what;
    }
    for (int frames = 1; ; frames++) {
      Taken taken = inbox.take(bytes);
      if (taken != Taken.FRAME) {
        before.clear();
        endpointer.rest();
        return heard(taken);
      }
      if (before.size() == BEFORE) {
        before.remove();
      }
      short[] samples = Samples.decode(bytes, bytes.length);
      before.add(samples);
      if (endpointer.hear(samples)) {
        speech = true;
        return Heard.SPEECH;
      }
      if (frames % TELL_EVERY == 0) {
        silence.run();
      }
    }
  }

  private static Heard heard(Taken taken) {
    return switch (taken) {
      case MARK -> Heard.MARK;
      case END -> Heard.END;
      case FRAME, CANCELLED -> Heard.CANCELLED;
    };
  }

  /** The next frame of the utterance, or null when it is over. */
  short @Nullable [] next() {
    if (!before.isEmpty()) {
      return before.remove();
    }
    if (!speech) {
      return null;
    }
    Taken taken = inbox.take(bytes);
    if (taken != Taken.FRAME) {
      // The mark asks for the end of the utterance, and has it.
      after = taken == Taken.MARK ? null : heard(taken);
      endpointer.rest();
      speech = false;
      return null;
    }
    short[] samples = Samples.decode(bytes, bytes.length);
    speech = endpointer.hear(samples);
    return samples;
  }

  /** Where the session's clock stands. */
  long heardMs() {
    return inbox.taken() / BYTES_PER_MS;
  }

  /** Where the utterance begins that was just noticed; up to there nobody spoke. */
  long speechMs() {
    return Math.max(0, heardMs() - (long) before.size() * FRAME_MS);
  }
}
