/** The socket of a stream: taken over from the HTTP server, on Netty, one event loop a stream. */
@NullMarked
package ai.bizcrush.extapi.transcription.live.socket;

import org.jspecify.annotations.NullMarked;
