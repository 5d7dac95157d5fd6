/**
 * The frames of a stream: what a client sends turned into settings and samples, and the replies.
 */
@NullMarked
package ai.bizcrush.extapi.transcription.live.wire;

import org.jspecify.annotations.NullMarked;
