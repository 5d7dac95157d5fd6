package ai.bizcrush.extapi.meetings;

import static ai.bizcrush.extapi.meetings.FullDatabase.USER;
import static org.assertj.core.api.Assertions.assertThat;

import ai.bizcrush.extapi.identity.EmailAddress;
import ai.bizcrush.extapi.identity.EmailVerified;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** In a full database no request reads a whole table. */
class MeetingPlanTests {

  private final FullDatabase full = FullDatabase.shared();
  private final MeetingId meeting = new MeetingId(full.meeting());

  @ParameterizedTest
  @ValueSource(strings = {"9999-01-01T00:00:00Z", "2026-11-21T00:00:00Z", "1970-01-01T00:00:00Z"})
  void aPageOfMeetings(String before) {
    full.assertIndexed(() -> full.get(MeetingRows.class).page(USER, Instant.parse(before), 51));
  }

  @Test
  void access() {
    var access = full.get(MeetingAccess.class);

    full.assertIndexed(() -> access.open(full.caller(), meeting.value()));
    full.assertIndexed(() -> access.takesPart(USER, meeting));
    full.assertIndexed(() -> access.hold(List.of(meeting)));
  }

  @Test
  void recordings() {
    var recorded = full.get(RecordedMeetings.class);

    full.assertIndexed(() -> recorded.find(USER, meeting.value()));
    full.assertIndexed(() -> recorded.active(meeting));
  }

  @Test
  void changes() {
    var meetings = full.get(Meetings.class);
    var participation = full.get(Participation.class);
    var ids = ListedId.parse("ids", List.of("em:u000000007@example.com", "u000000008", "em:a@b.c"));

    full.assertIndexed(() -> meetings.create(USER, "", ids));
    full.assertIndexed(() -> participation.add(USER, meeting, ids));
    full.assertIndexed(
        () -> participation.remove(USER, meeting, List.of(new ListedId("em:guest1@example.com"))));
    full.assertIndexed(() -> meetings.delete(USER, meeting));
  }

  @Test
  void endings() {
    var live =
        new MeetingId(full.one("select id from meetings where end_at is null order by id limit 1"));

    full.assertIndexed(() -> full.get(MeetingEndings.class).end(USER, live));
    full.assertIndexed(
        () ->
            assertThat(full.get(MeetingRows.class).due(Instant.now().plusSeconds(20), 10))
                .isNotEmpty());
    full.assertIndexed(
        () -> full.get(MeetingRows.class).lockDue(List.of(live), Instant.now().plusSeconds(900)));
  }

  @Test
  void aVerifiedAddress() {
    var verified = new EmailVerified(USER, new EmailAddress("guest1@example.com"));

    full.assertIndexed(() -> full.get(VerifiedAddresses.class).on(verified));
  }
}
