package ai.bizcrush.extapi.meetings;

/** The id of a meeting: a ULID, upper case. */
public record MeetingId(String value) {

  @Override
  public String toString() {
    return value;
  }
}
