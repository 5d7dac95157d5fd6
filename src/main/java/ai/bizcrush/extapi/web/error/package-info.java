/** The one place that turns a failure into a reply. */
@NullMarked
package ai.bizcrush.extapi.web.error;

import org.jspecify.annotations.NullMarked;
