/** What participants read of a meeting's recordings, and correct. */
@NullMarked
package ai.bizcrush.extapi.transcripts.utterances;

import org.jspecify.annotations.NullMarked;
