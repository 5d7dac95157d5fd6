package ai.bizcrush.extapi.meetings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.bizcrush.extapi.WholeService;
import ai.bizcrush.extapi.identity.EmailAddress;
import ai.bizcrush.extapi.identity.Users;
import ai.bizcrush.extapi.shared.Caller;
import ai.bizcrush.extapi.shared.ErrorCode;
import ai.bizcrush.extapi.shared.Ulids;
import ai.bizcrush.extapi.shared.UserId;
import ai.bizcrush.extapi.web.Http;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** What other modules ask of meetings. */
class MeetingAccessTests extends WholeService {

  @Autowired MeetingAccess access;
  @Autowired RecordedMeetings recorded;
  @Autowired Users users;

  @Test
  void whoTakesPartMayOpenAMeetingAndIsShownByIdFromThenOn() throws Exception {
    var meeting = create("{\"participant_ids\":[\"em:bob@example.com\"]}");
    var id = meeting.get("id").stringValue();
    assertThat(meeting.get("participant_ids").get(1).stringValue()).isEqualTo("em:bob@example.com");

    assertThat(access.open(bob(), id.toLowerCase())).isEqualTo(new MeetingId(id));

    assertThat(recorded.takesPart(bob().user(), new MeetingId(id))).isTrue();
  }

  @Test
  void aMeetingOfOthersIsAsUnknownAsNone() throws Exception {
    var id = create("{}").get("id").stringValue();

    for (String meeting : List.of(id, Ulids.next(), "nothing like an id", "")) {
      assertThatThrownBy(() -> access.open(bob(), meeting)).hasMessage("Meeting not found");
      assertThat(recorded.find(bob().user(), meeting)).isEmpty();
    }
  }

  @Test
  void onlyHostsAndCoHostsOpenAsHosts() throws Exception {
    var id = create("{\"participant_ids\":\"em:bob@example.com\"}").get("id").stringValue();

    assertThat(access.openAsHost(alice(), id)).isEqualTo(new MeetingId(id));
    assertThatThrownBy(() -> access.openAsHost(bob(), id))
        .hasMessage("Permission denied")
        .extracting("code")
        .isEqualTo(ErrorCode.PERMISSION_DENIED);
  }

  @Test
  void aSessionIdMayNameAMeeting() throws Exception {
    var id = create("{}").get("id").stringValue();

    var found = recorded.find(alice().user(), id).orElseThrow();

    assertThat(found)
        .isEqualTo(new RecordedMeetings.RecordedMeeting(new MeetingId(id), List.of(), List.of()));
    recorded.active(found.id());
  }

  private JsonNode create(String json) throws Exception {
    var reply = http.post("/v1/create-meeting", ALICE, json);
    assertThat(reply.statusCode()).as(reply.body()).isEqualTo(200);
    return Http.json(reply).get("meeting");
  }

  private Caller alice() {
    return caller("alice@example.com");
  }

  private Caller bob() {
    return caller("bob@example.com");
  }

  private Caller caller(String address) {
    UserId user = users.findByEmail(new EmailAddress(address)).orElseThrow().id();
    return new Caller(user, "key");
  }
}
