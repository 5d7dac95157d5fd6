/** What the operator says about engines, bound and validated. */
@NullMarked
package ai.bizcrush.extapi.engine.settings;

import org.jspecify.annotations.NullMarked;
