package ai.bizcrush.extapi.transcription.live.session;

import java.time.Duration;

/**
 * How a stream behaves in time.
 *
 * @param finishAfter without audio, after which engines are asked for finals
 * @param idle without audio or a sign of life, after which a stream ends
 * @param endWithin from the end of the audio, or from the engine's last sign of work after it, to
 *     the end of the stream
 * @param endAtMost from the end of the audio to the end of the stream, whatever engines still do
 * @param stopWithin from the order to stop to the end of the stream
 * @param dismissWithin the same for a client that is not welcome any more
 * @param grace for clients with acks to come back before their last words are finished
 * @param longestBacklog of audio that engines hear again live; more goes the way of recordings
 * @param mostAhead of real time that a client may be before reading pauses
 * @param mostKept audio of one stream that is kept before reading pauses
 * @param unheard after which silence counts as settled with engines that do not tell progress
 */
record StreamRules(
    Duration finishAfter,
    Duration idle,
    Duration endWithin,
    Duration endAtMost,
    Duration stopWithin,
    Duration dismissWithin,
    Duration grace,
    Duration longestBacklog,
    Duration mostAhead,
    Duration mostKept,
    Duration unheard) {

  static final StreamRules STANDARD =
      new StreamRules(
          Duration.ofSeconds(1),
          Duration.ofMinutes(10),
          Duration.ofMillis(4500),
          Duration.ofSeconds(30),
          Duration.ofSeconds(5),
          Duration.ofMillis(1500),
          Duration.ofSeconds(10),
          Duration.ofSeconds(10),
          Duration.ofSeconds(5),
          Duration.ofMinutes(5),
          Duration.ofMinutes(2));
}
