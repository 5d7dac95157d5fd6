package ai.bizcrush.extapi.transcription.live.wire;

import ai.bizcrush.extapi.media.AudioRejected;
import ai.bizcrush.extapi.media.live.PcmSink;
import ai.bizcrush.extapi.transcription.live.StreamConfig.Encoding;

/** Turns the audio of one client, frame by frame, into samples. */
interface AudioIntake {

  static AudioIntake of(Encoding encoding, PcmSink sink) {
    return switch (encoding) {
      case PCM16 -> new PcmIntake(sink);
      case OPUS -> new OpusIntake(sink);
    };
  }

  /**
   * Takes the content of a frame, at least one byte, while nothing waits.
   *
   * @return how many bytes of samples were decoded, also those that are not heard, and what else
   *     took about as long; samples that come as they are count for nothing
   * @throws AudioRejected unsupported or malformed
   * @throws FrameRejected the same, where there is more to say about it
   */
  int feed(byte[] bytes, int offset, int length);

  /** Whether audio waits to be decoded: more came than is decoded in one call. */
  default boolean isBehind() {
    return false;
  }

  /** Decodes the next slice of what waits; returns and throws as {@link #feed}. */
  default int catchUp() {
    return 0;
  }

  /** Nothing follows: hands on what was held back. */
  void end();
}
