/** The writer of live streams: takes what they say, and stores it together, in order, once. */
@NullMarked
package ai.bizcrush.extapi.transcripts.journal;

import org.jspecify.annotations.NullMarked;
