/** The route of live audio: which engines, in which order, under which policies. */
@NamedInterface("live")
@NullMarked
package ai.bizcrush.extapi.engine.live;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
