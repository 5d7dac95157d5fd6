package ai.bizcrush.extapi.meetings;

import ai.bizcrush.extapi.shared.UserId;
import org.jspecify.annotations.Nullable;

/**
 * One entry in a meeting's list.
 *
 * @param listed as somebody listed them
 * @param user whom that means, as far as known; must not be told to others before they opened it
 * @param opened whether the user has opened the meeting
 */
record Participant(ListedId listed, @Nullable UserId user, boolean opened, boolean coHost) {

  /** What replies show. */
  ListedId shown() {
    return opened && user != null ? ListedId.of(user) : listed;
  }

  boolean is(UserId someone) {
    return someone.equals(user);
  }

  Participant open() {
    return new Participant(listed, user, true, coHost);
  }

  Participant withCoHost(boolean yes) {
    return new Participant(listed, user, opened, yes);
  }
}
