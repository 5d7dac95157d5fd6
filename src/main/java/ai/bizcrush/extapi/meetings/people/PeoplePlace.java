package ai.bizcrush.extapi.meetings.people;

import ai.bizcrush.extapi.shared.ApiException;

/** A place in the list of people; as a cursor {@code name:email}. An address has no colon. */
record PeoplePlace(String name, String email) {

  /**
   * @throws ApiException 400 {@code Invalid cursor}
   */
  static PeoplePlace parse(String cursor) {
    int colon = cursor.lastIndexOf(':');
    if (colon < 0) {
      throw ApiException.invalid("Invalid cursor");
    }
    return new PeoplePlace(cursor.substring(0, colon), cursor.substring(colon + 1));
  }

  String cursor() {
    return name + ":" + email;
  }
}
