package ai.bizcrush.extapi.meetings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ai.bizcrush.extapi.shared.UserId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Who takes part in a meeting, and with which rights. */
class ParticipationTests extends MeetingService {

  private JsonNode change(Person who, String endpoint, String meeting, String... ids)
      throws Exception {
    return call(who, endpoint, request(endpoint, meeting, ids)).get("meeting");
  }

  private static String request(String endpoint, String meeting, String... ids) {
    String field = endpoint.endsWith("co-host") ? "user_ids" : "participant_ids";
    return "{\"meeting_id\":\"" + meeting + "\",\"" + field + "\":" + array(ids) + "}";
  }

  private void refuse(
      Person who, String endpoint, String meeting, int status, String error, String... ids)
      throws Exception {
    String code = status == 400 ? "INVALID_ARGUMENT" : "PERMISSION_DENIED";
    refused(who, endpoint, request(endpoint, meeting, ids), status, code, error);
  }

  private static List<String> participants(JsonNode meeting) {
    return texts(meeting.get("participant_ids"));
  }

  private static List<String> coHosts(JsonNode meeting) {
    return texts(meeting.get("co_host_ids"));
  }

  private void open(Person who, String meeting) throws Exception {
    call(who, "get-meeting-messages", "{\"meeting_id\":\"" + meeting + "\"}");
  }

  @Test
  void addressesAreBroughtIntoOneFormAndListedOnce() throws Exception {
    var host = person("Host");
    var known = person("Known");
    String id = meeting(host);

    var meeting =
        change(
            host,
            "add-meeting-participants",
            id,
            " em: John@Example.COM ",
            "em:john@example.com",
            "EM:JOHN@EXAMPLE.COM",
            known.id().value(),
            known.id().value(),
            host.id().value(),
            host.email());

    assertThat(participants(meeting))
        .containsExactly(host.id().value(), "em:john@example.com", known.id().value());
    assertThat(meeting.get("updated_at")).isNotEqualTo(meeting.get("created_at"));
    assertThat(find(host, id)).isEqualTo(meeting);
  }

  @Test
  void aStringIsAListWithCommas() throws Exception {
    var host = person("Host");

    var meeting =
        call(
                host,
                "create-meeting",
                "{\"participant_ids\":\"em:a@example.com, em:b@example.com,\"}")
            .get("meeting");

    assertThat(participants(meeting))
        .containsExactly(host.id().value(), "em:a@example.com", "em:b@example.com");
  }

  @Test
  void whatIsThereAlreadyChangesNothing() throws Exception {
    var host = person("Host");
    var guest = person("Guest");
    String id = meeting(host, guest.email());
    var before = find(host, id);

    assertThat(change(host, "add-meeting-participants", id, guest.email())).isEqualTo(before);
    assertThat(change(host, "remove-meeting-participants", id, "em:nobody@example.com"))
        .isEqualTo(before);
    assertThat(change(host, "remove-co-host", id, guest.email())).isEqualTo(before);
    open(guest, id);
    var opened = find(host, id);
    assertThat(change(host, "add-meeting-participants", id, guest.email(), guest.id().value()))
        .isEqualTo(opened);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "em:",
        "em:john",
        "em:@example.com",
        "em:john@",
        "em:a@b@example.com",
        "em:jo hn@example.com",
        "em:John <john@example.com>",
        "em:\"a,b\"@example.com",
        "em:a\u0001@example.com",
        "john@example.com",
        "user:0J56UlxXAS",
        "0J56UlxXA",
        "0J56UlxXASS",
        "0J56-lxXAS",
        "0J56UlxXAS",
        "*"
      })
  void oneBadEntrySpoilsTheRequest(String bad) throws Exception {
    var host = person("Host");
    String id = meeting(host);
    var before = find(host, id);
    String[] ids = {"em:good@example.com", bad};

    refuse(host, "add-meeting-participants", id, 400, "Invalid participant_ids", ids);
    refused(
        host,
        "create-meeting",
        "{\"participant_ids\":" + array(ids) + "}",
        400,
        "INVALID_ARGUMENT",
        "Invalid participant_ids");

    assertThat(find(host, id)).isEqualTo(before);
    assertThat(call(host, "get-meetings", "{}").get("meetings")).hasSize(1);
  }

  @Test
  void anAddressHasAtMost254Characters() throws Exception {
    var host = person("Host");
    String longest = "em:" + "a".repeat(254 - "@example.com".length()) + "@example.com";

    assertThat(participants(host, meeting(host, longest))).contains(longest);
    refused(
        host,
        "create-meeting",
        "{\"participant_ids\":[\"" + longest.replace("em:", "em:a") + "\"]}",
        400,
        "INVALID_ARGUMENT",
        "Invalid participant_ids");
  }

  @Test
  void aMeetingHasAtMost500Participants() throws Exception {
    var host = person("Host");
    String[] most =
        IntStream.range(0, 499).mapToObj(i -> "em:p" + i + "@example.com").toArray(String[]::new);

    String id = meeting(host, most);

    assertThat(participants(host, id)).hasSize(500);
    refuse(host, "add-meeting-participants", id, 400, "Too many participants", "em:x@example.com");
    assertThat(participants(host, id)).hasSize(500);
    change(host, "remove-meeting-participants", id, most[0]);
    change(host, "add-meeting-participants", id, "em:x@example.com");
  }

  @Test
  void nobodyLearnsWhoseAnAddressIsBeforeItsOwnerOpensTheMeeting() throws Exception {
    var host = person("Host");
    var known = person("Known");
    String unknown = "em:unknown@example.com";
    String id = meeting(host, known.email(), unknown, known.id().value());

    assertThat(participants(host, id))
        .containsExactly(host.id().value(), known.email(), unknown, known.id().value());
    change(host, "assign-co-host", id, known.email());
    assertThat(coHosts(find(host, id))).containsExactly(known.email());
    change(host, "remove-meeting-participants", id, known.id().value());
    assertThat(participants(host, id)).containsExactly(host.id().value(), known.email(), unknown);

    open(known, id);

    assertThat(participants(host, id))
        .containsExactly(host.id().value(), known.id().value(), unknown);
    assertThat(coHosts(find(host, id))).containsExactly(known.id().value());
  }

  @Test
  void anAddressOfSomebodyWhoIsThereAlreadyIsNotToldEither() throws Exception {
    var host = person("Host");
    var known = person("Known");
    String id = meeting(host, known.id().value());
    open(known, id);

    var meeting = change(host, "add-meeting-participants", id, known.email(), "em:x@example.com");

    assertThat(participants(meeting))
        .containsExactly(host.id().value(), known.id().value(), known.email(), "em:x@example.com");
    open(known, id);
    assertThat(participants(host, id))
        .containsExactly(host.id().value(), known.id().value(), "em:x@example.com");
  }

  @Test
  void whoHasTwoEntriesLeavesByEither() throws Exception {
    var host = person("Host");
    var known = person("Known");
    String id = meeting(host, known.email(), known.id().value());
    open(known, id);

    change(host, "remove-meeting-participants", id, known.email());

    assertThat(participants(host, id)).containsExactly(host.id().value());
    assertThat(call(known, "get-meetings", "{}").get("meetings").isEmpty()).isTrue();
  }

  @Test
  void anInvitationWaitsUntilItsAddressIsVerified() throws Exception {
    var host = person("Host");
    var late = unverified("Late");
    String id = meeting(host, late.email());
    refuse404(late, id);

    verify(late);

    assertThat(call(late, "get-meetings", "{}").get("meetings")).hasSize(1);
    assertThat(participants(host, id)).containsExactly(host.id().value(), late.email());
    open(late, id);
    assertThat(participants(host, id)).containsExactly(host.id().value(), late.id().value());
  }

  private void refuse404(Person who, String meeting) throws Exception {
    refused(
        who,
        "get-meeting-messages",
        "{\"meeting_id\":\"" + meeting + "\"}",
        404,
        "NOT_FOUND",
        "Meeting not found");
  }

  @Test
  void verifyingAnAddressThatWasListedVeryOftenMissesNoMeeting() throws Exception {
    var host = person("Host");
    var late = unverified("Late");
    jdbc.sql(
            """
            insert into meetings (id, host_id, participant_ids, co_host_ids, title, language,
              translation_languages, start_at, closes_at, created_at, updated_at)
            select '7' || upper(lpad(to_hex(i), 15, '0')) || ?, ?, array[?, ?], '{}', '', 'en', '{}',
              now(), now() + interval '1 day', now(),
              '1980-01-01'::timestamptz + ? * interval '1 s' + i * interval '1 microsecond'
            from generate_series(1, 1700) i
            """)
        .param(host.id().value().toUpperCase(Locale.ROOT))
        .param(host.id().value())
        .param(host.id().value())
        .param(late.email())
        .param(Math.abs(host.id().hashCode()) % 100_000_000)
        .update();
    jdbc.sql(
            """
            insert into meeting_participants
              (meeting_id, entry, position, opened, co_host, updated_at)
            select id, ?, 2, false, false, updated_at from meetings where host_id = ?
            """)
        .param(late.email())
        .param(host.id().value())
        .update();

    verify(late);

    await()
        .until(
            () ->
                jdbc.sql("select count(*) from meeting_participants where user_id = ?")
                        .param(late.id().value())
                        .query(Integer.class)
                        .single()
                    == 1700);
  }

  @Test
  void listingAnAddressAndVerifyingItAtOnceMissEachOtherNever() throws Exception {
    var host = person("Host");
    for (int round = 0; round < 20; round++) {
      var late = unverified("Late");
      var results =
          together(
              List.<Callable<String>>of(
                  () -> meeting(host, late.email(), "em:a@example.com", "em:b@example.com"),
                  () -> meeting(host, "em:c@example.com", late.email()),
                  () -> {
                    verify(late);
                    return "";
                  }));

      for (String meeting : results.subList(0, 2)) {
        open(late, meeting);
      }
    }
  }

  @Test
  void changesAtTheSameTimeLoseNothing() throws Exception {
    var host = person("Host");
    var coHost = person("CoHost");
    var late = unverified("Late");
    var leaving = person("Leaving");
    String id = meeting(host, coHost.id().value(), leaving.email(), late.email());
    change(host, "assign-co-host", id, coHost.id().value());
    var work = new ArrayList<Callable<String>>();
    for (int i = 0; i < 12; i++) {
      var who = i % 2 == 0 ? host : coHost;
      String listed = "em:p" + i + "@example.com";
      work.add(() -> change(who, "add-meeting-participants", id, listed).toString());
    }
    work.add(() -> change(host, "remove-co-host", id, leaving.email()).toString());
    work.add(() -> change(leaving, "remove-meeting-participants", id, leaving.email()).toString());
    work.add(
        () -> change(coHost, "remove-meeting-participants", id, "em:q@example.com").toString());
    work.add(
        () -> {
          verify(late);
          open(late, id);
          return "";
        });

    together(work);

    var expected = new HashSet<String>();
    IntStream.range(0, 12).forEach(i -> expected.add("em:p" + i + "@example.com"));
    expected.addAll(List.of(host.id().value(), coHost.id().value(), late.id().value()));
    var meeting = find(host, id);
    assertThat(participants(meeting)).containsExactlyInAnyOrderElementsOf(expected);
    assertThat(coHosts(meeting)).containsExactly(coHost.id().value());
  }

  private <T> List<T> together(List<Callable<T>> work) throws Exception {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var results = new ArrayList<T>();
      for (Future<T> result : threads.invokeAll(work)) {
        results.add(result.get());
      }
      return results;
    }
  }

  @Test
  void hostsAndCoHostsManageParticipantsAndOthersDoNot() throws Exception {
    var host = person("Host");
    var coHost = person("CoHost");
    var guest = person("Guest");
    var eve = person("Eve");
    String id = meeting(host, coHost.email(), guest.email());
    change(host, "assign-co-host", id, coHost.email());
    String x = "em:x@example.com";

    for (String endpoint :
        new String[] {"add-meeting-participants", "remove-meeting-participants"}) {
      refuse(guest, endpoint, id, 403, "Permission denied", x);
      refuse(guest, endpoint, id, 403, "Permission denied", coHost.id().value());
      refused(eve, endpoint, request(endpoint, id, x), 404, "NOT_FOUND", "Meeting not found");
      change(coHost, endpoint, id, x);
      change(host, endpoint, id, x);
    }
    for (String endpoint : new String[] {"assign-co-host", "remove-co-host"}) {
      refuse(guest, endpoint, id, 403, "Permission denied", guest.id().value());
      refuse(coHost, endpoint, id, 403, "Permission denied", guest.id().value());
      refused(eve, endpoint, request(endpoint, id, x), 404, "NOT_FOUND", "Meeting not found");
    }
  }

  @Test
  void anybodyMayLeaveButTheHost() throws Exception {
    var host = person("Host");
    var byId = person("ById");
    var byAddress = person("ByAddress");
    var byOtherAddress = person("Other");
    String id = meeting(host, byId.email(), byAddress.email(), byOtherAddress.id().value());

    refuse(
        host,
        "remove-meeting-participants",
        id,
        400,
        "The host cannot be removed",
        "em:x@example.com",
        host.id().value());
    refuse(
        host, "remove-meeting-participants", id, 400, "The host cannot be removed", host.email());
    refuse(
        byId,
        "remove-meeting-participants",
        id,
        403,
        "Permission denied",
        byId.id().value(),
        byAddress.email());
    change(byId, "remove-meeting-participants", id, byId.id().value());
    change(byAddress, "remove-meeting-participants", id, byAddress.email());
    var meeting = change(byOtherAddress, "remove-meeting-participants", id, byOtherAddress.email());

    assertThat(participants(meeting)).containsExactly(host.id().value());
    refuse404(byId, id);
    refuse404(byAddress, id);
    refuse404(byOtherAddress, id);
  }

  @Test
  void aCoHostLeavesByAnAddressThatIsNotListed() throws Exception {
    var host = person("Host");
    var coHost = person("CoHost");
    String id = meeting(host, coHost.id().value(), "em:x@example.com");
    change(host, "assign-co-host", id, coHost.id().value());

    var left =
        change(coHost, "remove-meeting-participants", id, coHost.email(), "em:x@example.com");

    assertThat(participants(left)).containsExactly(host.id().value());
    assertThat(coHosts(left)).isEmpty();
    refuse404(coHost, id);
  }

  @Test
  void aCoHostWhoIsRemovedIsNoCoHostWhenTheyComeBack() throws Exception {
    var host = person("Host");
    var coHost = person("CoHost");
    String id = meeting(host, coHost.email());
    change(host, "assign-co-host", id, coHost.email());

    change(coHost, "remove-meeting-participants", id, coHost.id().value());
    var back = change(host, "add-meeting-participants", id, coHost.email());

    assertThat(coHosts(back)).isEmpty();
    refuse(coHost, "end-meeting", id, 403, "Permission denied");
  }

  @Test
  void coHostsAreParticipants() throws Exception {
    var host = person("Host");
    var guest = person("Guest");
    var other = person("Other");
    String id = meeting(host, guest.email(), other.id().value());
    String stranger = UserId.random().value();

    refuse(
        host,
        "assign-co-host",
        id,
        400,
        "A co-host must be a participant",
        guest.email(),
        "em:x@example.com");
    refuse(host, "assign-co-host", id, 400, "A co-host must be a participant", stranger);
    // it would tell whose the address is
    refuse(host, "assign-co-host", id, 400, "A co-host must be a participant", guest.id().value());
    refuse(
        host,
        "assign-co-host",
        id,
        400,
        "The host cannot be a co-host",
        guest.email(),
        host.id().value());
    refuse(host, "assign-co-host", id, 400, "Invalid user_ids", guest.email(), "nonsense");
    assertThat(coHosts(find(host, id))).isEmpty();

    var assigned = change(host, "assign-co-host", id, other.id().value(), guest.email());
    assertThat(coHosts(assigned)).containsExactly(guest.email(), other.id().value());
    assertThat(change(host, "assign-co-host", id, guest.email())).isEqualTo(assigned);
    var removed = change(host, "remove-co-host", id, guest.email(), "em:x@example.com");
    assertThat(coHosts(removed)).containsExactly(other.id().value());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "add-meeting-participants",
        "remove-meeting-participants",
        "assign-co-host",
        "remove-co-host"
      })
  void anEmptyListIsMissing(String endpoint) throws Exception {
    var host = person("Host");
    String id = meeting(host);
    String field = endpoint.endsWith("co-host") ? "user_ids" : "participant_ids";

    for (String list : new String[] {"null", "[]", "\"\"", "\" , \"", "[\"\"]", "[null]"}) {
      refused(
          host,
          endpoint,
          "{\"meeting_id\":\"" + id + "\",\"" + field + "\":" + list + "}",
          400,
          "INVALID_ARGUMENT",
          "Missing " + field);
    }
  }
}
