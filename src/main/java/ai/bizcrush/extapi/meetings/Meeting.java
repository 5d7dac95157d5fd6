package ai.bizcrush.extapi.meetings;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A meeting as clients see it.
 *
 * @param participantIds the host first; {@code em:} and an address, or a user id
 * @param status {@code MS_LIVE} or {@code MS_ENDED}
 * @param language canonical BCP 47
 * @param translationLanguages canonical BCP 47
 * @param coHostIds some of the participants, in their order
 * @param endAt null while it goes on
 */
record Meeting(
    String id,
    String hostUserId,
    List<String> participantIds,
    String status,
    String title,
    String language,
    List<String> translationLanguages,
    List<String> coHostIds,
    List<String> tags,
    Instant startAt,
    @Nullable Instant endAt,
    Instant createdAt,
    Instant updatedAt) {

  static final String LIVE = "MS_LIVE";
  static final String ENDED = "MS_ENDED";

  MeetingId meetingId() {
    return new MeetingId(id);
  }

  boolean isLive() {
    return endAt == null;
  }

  Meeting with(List<String> participants, List<String> coHosts, Instant changedAt) {
    return new Meeting(
        id,
        hostUserId,
        participants,
        status,
        title,
        language,
        translationLanguages,
        coHosts,
        tags,
        startAt,
        endAt,
        createdAt,
        changedAt);
  }

  Meeting ended(Instant at, Instant changedAt) {
    return new Meeting(
        id,
        hostUserId,
        participantIds,
        ENDED,
        title,
        language,
        translationLanguages,
        coHostIds,
        tags,
        startAt,
        at,
        createdAt,
        changedAt);
  }
}
