package ai.bizcrush.extapi.meetings.messages;

import java.time.Instant;

/**
 * A message as clients see it.
 *
 * @param type {@code TEXT}
 * @param text verbatim
 */
record Message(
    String id,
    String meetingId,
    String userId,
    String type,
    String text,
    Instant createdAt,
    Instant updatedAt) {

  static final String TEXT = "TEXT";
}
