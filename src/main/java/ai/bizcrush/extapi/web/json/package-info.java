/** JSON as clients see it: lenient in, strict out. */
@NamedInterface("json")
@NullMarked
package ai.bizcrush.extapi.web.json;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
