package ai.bizcrush.extapi.identity.keys;

import ai.bizcrush.extapi.shared.Caller;
import java.time.Duration;

/** What a look-up said about a key, as of the moment it was asked (in the ticker's nanoseconds). */
sealed interface Answer {

  long askedAt();

  /** How long the answer may be relied on, from when it was asked. */
  Duration life();

  /** The key is live. */
  record Valid(Caller caller, long askedAt) implements Answer {

    @Override
    public Duration life() {
      return Duration.ofSeconds(3);
    }
  }

  /** There is no such key, or no longer. */
  record Invalid(long askedAt) implements Answer {

    @Override
    public Duration life() {
      return Duration.ofSeconds(2);
    }
  }

  /** It could not be found out. Kept just long enough that a flood does not ask all the time. */
  record Unavailable(long askedAt) implements Answer {

    @Override
    public Duration life() {
      return Duration.ofMillis(200);
    }
  }
}
