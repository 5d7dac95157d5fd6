package ai.bizcrush.extapi.meetings.messages;

import static ai.bizcrush.extapi.meetings.FullDatabase.USER;
import static org.assertj.core.api.Assertions.assertThat;

import ai.bizcrush.extapi.idempotency.Idempotency;
import ai.bizcrush.extapi.meetings.FullDatabase;
import ai.bizcrush.extapi.meetings.MeetingAccess;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** In a full database no request reads a whole table. */
class MessagePlanTests {

  private final FullDatabase full = FullDatabase.shared();
  private final Messages messages = full.get(Messages.class);

  private MeetingAccess access() {
    return full.get(MeetingAccess.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"9999-01-01T00:00:00Z", "2026-11-21T00:00:00Z", "1970-01-01T00:00:00Z"})
  void aPageOfMessages(String before) {
    var meeting = access().open(full.caller(), full.meeting());

    full.assertIndexed(() -> messages.page(meeting, Instant.parse(before), 101));
  }

  @Test
  void sendingAndDeleting() {
    var author = access().enter(full.caller(), full.meeting());
    String id =
        full.one(
            "select max(id) from meeting_messages where meeting_id = '" + full.meeting() + "'");

    full.assertIndexed(() -> messages.send(author, "text"));
    full.assertIndexed(() -> messages.delete(author, id));
  }

  @Test
  void removingWhatIsLeftOfAMeeting() {
    var meeting = access().open(full.caller(), full.meeting());

    full.assertIndexed(() -> assertThat(messages.remove(meeting, 500)).isEqualTo(500));
    full.assertIndexed(() -> full.get(Idempotency.class).forget(List.of(USER.value())));
  }
}
