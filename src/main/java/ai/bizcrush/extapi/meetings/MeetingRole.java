package ai.bizcrush.extapi.meetings;

import ai.bizcrush.extapi.shared.UserId;

/** What a user is to a meeting in which they take part. */
public record MeetingRole(MeetingId meeting, UserId user, UserId host) {

  public boolean isHost() {
    return host.equals(user);
  }
}
