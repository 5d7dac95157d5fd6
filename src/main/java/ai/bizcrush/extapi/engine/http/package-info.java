/** One call of an engine over HTTP: under its time-outs, bounded, and classified. */
@NamedInterface("http")
@NullMarked
package ai.bizcrush.extapi.engine.http;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
