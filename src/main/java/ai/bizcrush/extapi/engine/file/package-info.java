/**
 * Whole recordings: which engine gets them, in which pieces, and what is believed of its answer.
 */
@NullMarked
package ai.bizcrush.extapi.engine.file;

import org.jspecify.annotations.NullMarked;
