package ai.bizcrush.extapi.meetings;

import ai.bizcrush.extapi.shared.ApiException;
import ai.bizcrush.extapi.shared.Ulids;

/** The id of a meeting: a ULID, upper case. */
public record MeetingId(String value) {

  /**
   * Reads what a client sent.
   *
   * @throws ApiException 404 {@code Meeting not found}: no meeting has such an id
   */
  static MeetingId parse(String text) {
    return Ulids.parse(text).map(MeetingId::new).orElseThrow(MeetingChanges::notFound);
  }

  @Override
  public String toString() {
    return value;
  }
}
