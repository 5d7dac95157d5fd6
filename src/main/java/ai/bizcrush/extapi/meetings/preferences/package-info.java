/** What users want for their meetings: languages and words to expect. */
@NullMarked
package ai.bizcrush.extapi.meetings.preferences;

import org.jspecify.annotations.NullMarked;
