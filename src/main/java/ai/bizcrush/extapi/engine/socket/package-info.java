/** WebSockets to engines: what a live adapter needs beside the dialect of its vendor. */
@NamedInterface("socket")
@NullMarked
package ai.bizcrush.extapi.engine.socket;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
