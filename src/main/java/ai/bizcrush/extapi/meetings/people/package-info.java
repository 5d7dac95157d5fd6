/** Whom a user has met in meetings. */
@NullMarked
package ai.bizcrush.extapi.meetings.people;

import org.jspecify.annotations.NullMarked;
