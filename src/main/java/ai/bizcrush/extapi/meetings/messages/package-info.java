/** What participants write to each other in a meeting. */
@NullMarked
package ai.bizcrush.extapi.meetings.messages;

import org.jspecify.annotations.NullMarked;
