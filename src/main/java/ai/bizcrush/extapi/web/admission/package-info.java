/** Who may call, and how often. */
@NullMarked
package ai.bizcrush.extapi.web.admission;

import org.jspecify.annotations.NullMarked;
