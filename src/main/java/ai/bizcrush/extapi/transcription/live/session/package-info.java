/** What a stream does: plain code on a clock it is given, without a socket, a thread or a timer. */
@NullMarked
package ai.bizcrush.extapi.transcription.live.session;

import org.jspecify.annotations.NullMarked;
