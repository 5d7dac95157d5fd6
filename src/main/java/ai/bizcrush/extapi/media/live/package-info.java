/**
 * Live audio as it comes off the wire: Ogg, WebM, Opus and WAV cut anywhere, turned into samples.
 */
@NamedInterface("live")
@NullMarked
package ai.bizcrush.extapi.media.live;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
