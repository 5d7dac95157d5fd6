/** Soniox's real-time transcription. */
@NullMarked
package ai.bizcrush.extapi.provider.soniox.live;

import org.jspecify.annotations.NullMarked;
