package ai.bizcrush.extapi.provider.embedded.turns;

import java.time.Duration;

/**
 * A part of a recording, in frames of 10 ms.
 *
 * @param from the first frame
 * @param to the frame after the last
 */
public record Stretch(int from, int to) {

  public int length() {
    return to - from;
  }

  public Duration start() {
    return time(from);
  }

  public Duration end() {
    return time(to);
  }

  private static Duration time(int frame) {
    return Duration.ofMillis(10L * frame);
  }
}
