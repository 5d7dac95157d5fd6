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
   * Takes the content of a frame, at least one byte.
   *
   * @throws AudioRejected unsupported or malformed
   * @throws FrameRejected the same, where there is more to say about it
   */
  void feed(byte[] bytes, int offset, int length);

  /** Nothing follows: hands on what was held back. */
  void end();
}
