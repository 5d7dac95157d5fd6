/** Who speaks when: finding speech in a recording and telling voices apart, without a model. */
@NullMarked
package ai.bizcrush.extapi.provider.embedded.turns;

import org.jspecify.annotations.NullMarked;
