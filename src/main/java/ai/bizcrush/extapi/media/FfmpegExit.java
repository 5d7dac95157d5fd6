package ai.bizcrush.extapi.media;

import ai.bizcrush.extapi.shared.ApiException;

/**
 * What an exit code of ffmpeg's says. A code below zero in ffmpeg, an errno of the system for the
 * most part, comes out modulo 256; the shell adds 128 to the number of a signal.
 */
final class FfmpegExit {

  private static final int SHELL_CANNOT_RUN = 126;
  private static final int SHELL_CANNOT_FIND = 127;
  private static final int INTERRUPTED = 128 + 2;
  private static final int KILLED = 128 + 9;
  private static final int TERMINATED = 128 + 15;

  /** What ffmpeg says of the two above: whoever stops the service may signal its children too. */
  private static final int ENDED_BY_SIGNAL = 255;

  private static final int OUT_OF_CPU_TIME = 128 + 24;
  private static final int OUTPUT_TOO_LARGE = 128 + 25;
  private static final int DISK_FULL = 256 - 28;
  private static final int OUT_OF_MEMORY = 256 - 12;
  private static final int NO_MORE_THREADS = 256 - 11;

  private FfmpegExit() {}

  /**
   * Returns when the process did its work.
   *
   * @param suspect the verdict on the input when nothing else explains the failure
   */
  static void check(int code, AudioRejected.Reason suspect) {
    if (code != 0) {
      throw failure(code, suspect);
    }
  }

  /** The failure that a code tells of. */
  static ApiException failure(int code, AudioRejected.Reason suspect) {
    return switch (code) {
      case SHELL_CANNOT_RUN, SHELL_CANNOT_FIND, DISK_FULL -> new MediaBroken(null);
      case NO_MORE_THREADS, INTERRUPTED, TERMINATED, ENDED_BY_SIGNAL -> new MediaOverloaded();
      case OUTPUT_TOO_LARGE -> new AudioTooLong();
      case KILLED, OUT_OF_CPU_TIME, OUT_OF_MEMORY ->
          new AudioRejected(AudioRejected.Reason.TOO_COSTLY);
      default -> new AudioRejected(suspect);
    };
  }
}
