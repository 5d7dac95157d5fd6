package ai.bizcrush.extapi.media.live;

import ai.bizcrush.extapi.media.AudioRejected;

/**
 * Opus as it comes off the wire, turned into samples. Next to no bytes can hold hours of audio, so
 * a call decodes {@link #SLICE_MS} at most, give or take one packet; the packets after that wait
 * for {@link #catchUp}. Not for use by several threads at once.
 */
public interface LiveOpus {

  /** What one call decodes: some milliseconds of work. */
  int SLICE_MS = 2_000;

  /**
   * The most audio that one call may bring. A megabyte of Opus at its lowest rate, 6 kbit/s, lasts
   * 23 minutes.
   */
  int LONGEST_MS = 30 * 60_000;

  /**
   * Takes the next bytes, while nothing waits, and hands on samples that they complete.
   *
   * @param bytes the caller's again when this returns
   * @return what was done for it: how many bytes of samples were decoded, also those that the
   *     stream has skipped, and what else took about as long
   * @throws AudioRejected malformed, unsupported, or too costly: longer than {@link #LONGEST_MS}.
   *     What came before malformed or unsupported bytes is handed on first.
   */
  int feed(byte[] bytes, int offset, int length);

  /** Whether packets wait to be decoded. */
  boolean isBehind();

  /**
   * Decodes the next slice.
   *
   * @return what was done, as of {@link #feed}
   * @throws AudioRejected as {@link #feed}
   */
  int catchUp();
}
