/** Stream tokens: what a browser opens one stream with, so that it never holds an API key. */
@NamedInterface("tokens")
@NullMarked
package ai.bizcrush.extapi.identity.tokens;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
