/** JSON as clients see it: lenient in, strict out. */
@NullMarked
package ai.bizcrush.extapi.web.json;

import org.jspecify.annotations.NullMarked;
