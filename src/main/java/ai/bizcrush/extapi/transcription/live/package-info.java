/** The live stream: what its parts, the session, the wire and the socket, speak to one another. */
@NullMarked
package ai.bizcrush.extapi.transcription.live;

import org.jspecify.annotations.NullMarked;
