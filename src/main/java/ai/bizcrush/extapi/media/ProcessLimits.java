package ai.bizcrush.extapi.media;

import java.time.Duration;

/**
 * What one process may use; the kernel enforces all but the last.
 *
 * @param cpuTime CPU time, in whole seconds, rounded up
 * @param memoryBytes address space
 * @param outputBytes the size of any one file that it writes
 * @param wallTime time by the clock
 */
record ProcessLimits(Duration cpuTime, long memoryBytes, long outputBytes, Duration wallTime) {

  long cpuSeconds() {
    return Math.max(1, cpuTime.plusNanos(999_999_999).toSeconds());
  }

  /** In the shell's unit of 512 bytes. */
  long outputBlocks() {
    return (outputBytes + 511) / 512;
  }

  /** In the shell's unit of 1024 bytes. */
  long memoryKibibytes() {
    return memoryBytes / 1024;
  }
}
