package ai.bizcrush.extapi.meetings.people;

import static org.assertj.core.api.Assertions.assertThat;

import ai.bizcrush.extapi.identity.EmailAddress;
import ai.bizcrush.extapi.meetings.MeetingService;
import ai.bizcrush.extapi.shared.UserId;
import ai.bizcrush.extapi.web.Http;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Whom a user has met. */
class PeopleTests extends MeetingService {

  private JsonNode people(Person who) throws Exception {
    return call(who, "get-my-people", "{}").get("people");
  }

  private void open(Person who, String meeting) throws Exception {
    call(who, "get-meeting-messages", "{\"meeting_id\":\"" + meeting + "\"}");
  }

  private static List<String> column(JsonNode people, String field) {
    return people.valueStream().map(person -> person.get(field).stringValue()).toList();
  }

  @Test
  void somebodyWhoOpenedACommonMeetingIsShownByNameIdAndAddress() throws Exception {
    var host = person("Host");
    var guest = person("Guest");
    String meeting = meeting(host, guest.email());
    open(guest, meeting);

    var reply = call(host, "get-my-people", "{}");

    assertThat(reply.propertyNames()).containsExactly("people", "next_cursor");
    assertThat(reply.get("next_cursor").isNull()).isTrue();
    var met = reply.get("people").get(0);
    assertThat(met.propertyNames())
        .containsExactly(
            "name",
            "email",
            "user_id",
            "company_name",
            "company_position",
            "linkedin_id",
            "last_met_at");
    assertThat(met.get("name").stringValue()).isEqualTo("Guest");
    assertThat(met.get("email").stringValue()).isEqualTo(guest.address());
    assertThat(met.get("user_id").stringValue()).isEqualTo(guest.id().value());
    assertThat(met.get("company_name").stringValue()).isEmpty();
    assertThat(met.get("last_met_at")).isEqualTo(find(host, meeting).get("start_at"));
    assertThat(people(guest).get(0).get("user_id").stringValue()).isEqualTo(host.id().value());
  }

  @Test
  void somebodyWhoNeverCameIsTheAddressThatWasInvitedWhoseverItIs() throws Exception {
    var host = person("Host");
    var known = person("Known");
    meeting(host, known.email(), "em:unknown@example.com");

    var people = people(host);

    assertThat(column(people, "email"))
        .containsExactlyInAnyOrder(known.address(), "unknown@example.com");
    assertThat(column(people, "name")).containsOnly("");
    assertThat(column(people, "user_id")).containsOnly("");
  }

  @Test
  void anIdGivesNeitherNameNorAddressAway() throws Exception {
    var host = person("Host");
    var victim = person("Victim");
    String meeting = meeting(host, victim.id().value());
    assertThat(people(host).isEmpty()).isTrue();

    open(victim, meeting);

    assertThat(column(people(host), "name")).containsExactly("Victim");
  }

  @Test
  void theAddressThatIsShownIsTheOneThatWasUsed() throws Exception {
    var host = person("Host");
    var guest = person("Guest");
    String work = guest.id().value().toLowerCase(Locale.ROOT) + "@work.example";
    users.addVerifiedEmail(guest.id(), new EmailAddress(work));
    String meeting = meeting(host, "em:" + work);
    open(guest, meeting);

    assertThat(column(people(host), "email")).containsExactly(work);
  }

  @Test
  void twoInvitationsOfOnePersonAreOnePersonOnlyOnceThatIsKnown() throws Exception {
    var host = person("Host");
    var guest = person("Guest");
    meeting(host, guest.email());
    String byId = meeting(host, guest.id().value());
    assertThat(column(people(host), "email")).containsExactly(guest.address());
    assertThat(column(people(host), "name")).containsExactly("");

    open(guest, byId);

    assertThat(column(people(host), "email")).containsExactly(guest.address());
    assertThat(column(people(host), "name")).containsExactly("Guest");
  }

  @Test
  void somebodyWhoCameByTwoAddressesIsNoStrangerByEither() throws Exception {
    var host = person("Host");
    var guest = person("Guest");
    String work = guest.id().value().toLowerCase(Locale.ROOT) + "@work.example";
    users.addVerifiedEmail(guest.id(), new EmailAddress(work));
    open(guest, meeting(host, guest.email()));
    open(guest, meeting(host, "em:" + work));
    meeting(host, guest.email());

    assertThat(column(people(host), "email")).containsExactly(work);
  }

  @Test
  void aPageOfStrangersIsFullAlsoWhereSomeOfThemAreShownByName() throws Exception {
    var host = person("Host");
    var expected = new ArrayList<String>();
    for (int i = 0; i < 6; i++) {
      var guest = person("Guest " + i);
      meeting(host, guest.email());
      open(guest, meeting(host, guest.id().value()));
      expected.add("Guest " + i);
    }
    meeting(host, "em:~a@example.com", "em:~b@example.com", "em:~c@example.com");

    for (int limit : new int[] {1, 2, 4}) {
      var names = new ArrayList<String>();
      var addresses = new ArrayList<String>();
      String cursor = null;
      do {
        var request = Http.JSON.createObjectNode().put("limit", limit).put("cursor", cursor);
        var page = call(host, "get-my-people", request.toString());
        names.addAll(column(page.get("people"), "name"));
        addresses.addAll(column(page.get("people"), "email"));
        cursor = page.get("next_cursor").isNull() ? null : page.get("next_cursor").stringValue();
      } while (cursor != null);

      assertThat(names.subList(0, 3)).containsOnly("");
      assertThat(addresses.subList(0, 3)).allMatch(address -> address.startsWith("~"));
      assertThat(names.subList(3, names.size())).isEqualTo(expected);
    }
  }

  @Test
  void aShortPageTakesFewQueries() throws Exception {
    var host = person("Host");
    for (int i = 0; i < 5; i++) {
      var guest = person("Guest " + i);
      meeting(host, guest.email());
      open(guest, meeting(host, guest.id().value()));
    }
    var rounds = new AtomicInteger();
    var counted =
        new Encounters(jdbc) {
          @Override
          List<ai.bizcrush.extapi.meetings.people.Person> strangers(
              UserId user, String after, int most) {
            rounds.incrementAndGet();
            return super.strangers(user, after, most);
          }
        };

    assertThat(new People(counted, users).first(host.id(), 2)).hasSize(2);

    assertThat(rounds).hasValue(1);
  }

  @Test
  void strangersAndMeetingsThatAreGoneAddNobody() throws Exception {
    var host = person("Host");
    var guest = person("Guest");
    String meeting = meeting(host, guest.email());
    meeting(person("Other"), "em:somebody@example.com");
    call(host, "delete-meeting", "{\"meeting_id\":\"" + meeting + "\"}");

    assertThat(people(host).isEmpty()).isTrue();
    assertThat(people(guest).isEmpty()).isTrue();
  }

  @Test
  void pagesGoByNameAndAddressInTheOrderOfCodePoints() throws Exception {
    var host = person("Host");
    String[] names = {
      "b", "B", "a", "A:B", "A", "Z", "é", "zz", "가", "\uffee", "😀", "a", "a", "a b", "a😀",
      "a\uffee"
    };
    var guests = new ArrayList<Person>();
    for (String name : names) {
      guests.add(person(name));
    }
    String meeting = meeting(host, guests.stream().map(Person::email).toArray(String[]::new));
    for (var guest : guests) {
      open(guest, meeting);
    }
    call(
        host,
        "add-meeting-participants",
        "{\"meeting_id\":\""
            + meeting
            + "\",\"participant_ids\":\"em:zoe@example.com,em:al@example.com\"}");

    for (int limit : new int[] {1, 2, 3, 7, 20, 100}) {
      var walked = new ArrayList<String>();
      String cursor = null;
      do {
        var request = Http.JSON.createObjectNode().put("limit", limit).put("cursor", cursor);
        var page = call(host, "get-my-people", request.toString());
        assertThat(page.get("people").size()).isBetween(1, limit);
        page.get("people")
            .forEach(
                p -> walked.add(p.get("name").stringValue() + ":" + p.get("email").stringValue()));
        cursor = page.get("next_cursor").isNull() ? null : page.get("next_cursor").stringValue();
      } while (cursor != null);

      var expected = new ArrayList<String>(List.of(":al@example.com", ":zoe@example.com"));
      guests.stream()
          .map(guest -> names[guests.indexOf(guest)] + "\u0000" + guest.address())
          .sorted(
              Comparator.comparing(
                  text -> text.getBytes(StandardCharsets.UTF_8), Arrays::compareUnsigned))
          .map(text -> text.replace('\u0000', ':'))
          .forEach(expected::add);
      assertThat(walked).as("limit %s", limit).isEqualTo(expected);
    }
  }

  @Test
  void peopleWhoShareAPlaceShareAPage() throws Exception {
    var host = person("Host");
    var meeting = meeting(host);
    for (int i = 0; i < 3; i++) {
      var nameless = unverified("Twin");
      call(
          host,
          "add-meeting-participants",
          "{\"meeting_id\":\"" + meeting + "\",\"participant_ids\":\"" + nameless.id() + "\"}");
      open(nameless, meeting);
    }

    var page = call(host, "get-my-people", "{\"limit\":1}");

    assertThat(page.get("people")).hasSize(3);
    assertThat(page.get("next_cursor").isNull()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"cursor\":\"nothing\"} | Invalid cursor",
        "{\"cursor\":[]} | Invalid cursor",
        "{\"limit\":-1} | Invalid limit",
        "{\"limit\":\"x\"} | Invalid limit",
      })
  void aPageThatNobodyUnderstandsIsRefused(String json, String error) throws Exception {
    refused(person("Host"), "get-my-people", json, 400, "INVALID_ARGUMENT", error);
  }
}
