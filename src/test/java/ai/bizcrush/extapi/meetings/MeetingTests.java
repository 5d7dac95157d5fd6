package ai.bizcrush.extapi.meetings;

import static org.assertj.core.api.Assertions.assertThat;

import ai.bizcrush.extapi.shared.Ulids;
import ai.bizcrush.extapi.web.Http;
import java.time.Instant;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** {@code create-meeting}, {@code delete-meeting}, {@code end-meeting}, {@code get-meetings}. */
class MeetingTests extends MeetingService {

  @Test
  void creatingRepliesWithTheDocumentedMeeting() throws Exception {
    var host = person("Host");

    var reply =
        call(
            host,
            "create-meeting",
            "{\"participant_ids\":[\"em:john@example.com\"],\"title\":\"Weekly Standup\"}");

    JsonNode meeting = reply.get("meeting");
    assertThat(meeting.propertyNames())
        .containsExactly(
            "id",
            "host_user_id",
            "participant_ids",
            "status",
            "title",
            "language",
            "translation_languages",
            "co_host_ids",
            "tags",
            "start_at",
            "end_at",
            "created_at",
            "updated_at");
    assertThat(Ulids.parse(meeting.get("id").stringValue())).isPresent();
    assertThat(meeting.get("host_user_id").stringValue()).isEqualTo(host.id().value());
    assertThat(texts(meeting.get("participant_ids")))
        .containsExactly(host.id().value(), "em:john@example.com");
    assertThat(meeting.get("status").stringValue()).isEqualTo("MS_LIVE");
    assertThat(meeting.get("title").stringValue()).isEqualTo("Weekly Standup");
    assertThat(meeting.get("language").stringValue()).isEqualTo("en");
    for (String empty : new String[] {"translation_languages", "co_host_ids", "tags"}) {
      assertThat(meeting.get(empty).toString()).isEqualTo("[]");
    }
    assertThat(meeting.get("end_at").isNull()).isTrue();
    for (String time : new String[] {"start_at", "created_at", "updated_at"}) {
      assertThat(meeting.get(time).stringValue())
          .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{6}Z");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "{}", "{\"participant_ids\":null,\"title\":\"\"}", "{\"participant_ids\":[]}"})
  void nothingIsRequired(String json) throws Exception {
    var host = person("Host");

    var meeting = call(host, "create-meeting", json).get("meeting");

    assertThat(texts(meeting.get("participant_ids"))).containsExactly(host.id().value());
    assertThat(meeting.get("title").stringValue()).isEmpty();
  }

  @Test
  void theSettingsOfTheHostGiveTheLanguages() throws Exception {
    var host = person("Host");

    call(host, "update-user-default-meeting-setting", "{\"view_language\":\"fr\"}");
    assertThat(language(host)).isEqualTo("fr");
    call(
        host,
        "update-user-default-meeting-setting",
        "{\"original_languages\":[\"ko\",\"en\"],\"translation_languages\":[\"ko\",\"en\"]}");

    assertThat(language(host)).isEqualTo("ko");
    assertThat(
            texts(call(host, "create-meeting", "{}").get("meeting").get("translation_languages")))
        .containsExactly("ko", "en");
  }

  private String language(Person host) throws Exception {
    return call(host, "create-meeting", "{}").get("meeting").get("language").stringValue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"  Plan \\n\" | Plan",
        "\"   \" | ''",
        "\"e\\u0301\" | é",
        "7 | 7",
        "\"안녕 👋\" | 안녕 👋",
        "\"<script>'\\\"; drop table meetings\" | <script>'\"; drop table meetings",
      })
  void titlesAreTrimmedAndNormalised(String title, String expected) throws Exception {
    var meeting =
        call(person("Host"), "create-meeting", "{\"title\":" + title + "}").get("meeting");

    assertThat(meeting.get("title").stringValue()).isEqualTo(expected);
  }

  @Test
  void aTitleHasAtMost500CodePoints() throws Exception {
    var host = person("Host");
    String longest = "👋".repeat(500);

    assertThat(
            call(host, "create-meeting", "{\"title\":\" " + longest + " \"}")
                .get("meeting")
                .get("title")
                .stringValue())
        .isEqualTo(longest);
    refused(
        host,
        "create-meeting",
        "{\"title\":\"" + longest + "!\"}",
        400,
        "INVALID_ARGUMENT",
        "Invalid title");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"title\":\"a\\u0000b\"} | Text must not contain U+0000",
        "{\"title\":\"a\\ud800b\"} | Text must not contain unpaired surrogates",
        "{\"participant_ids\":[\"em:a\\u0000@example.com\"]} | Text must not contain U+0000",
        "{\"title\":[]} | Invalid title",
        "{\"title\":{\"a\":1}} | Invalid title",
        "{\"participant_ids\":{\"a\":1}} | Invalid participant_ids",
        "{\"participant_ids\":[[\"a\"]]} | Invalid participant_ids",
        "[] | Invalid JSON",
        "{ | Invalid JSON",
      })
  void whatCannotBeStoredIsRefused(String json, String error) throws Exception {
    refused(person("Host"), "create-meeting", json, 400, "INVALID_ARGUMENT", error);
  }

  @Test
  void aMeetingIsDeletedByItsHostAloneAndIsGoneForAll() throws Exception {
    var host = person("Host");
    var coHost = person("CoHost");
    String id = meeting(host, coHost.email());
    String json = "{\"meeting_id\":\"" + id + "\"}";
    String users = "{\"meeting_id\":\"" + id + "\",\"user_ids\":\"" + coHost.email() + "\"}";
    call(host, "assign-co-host", users);
    refused(coHost, "delete-meeting", json, 403, "PERMISSION_DENIED", "Permission denied");
    refused(person("Eve"), "delete-meeting", json, 404, "NOT_FOUND", "Meeting not found");

    assertThat(call(host, "delete-meeting", json.toLowerCase(Locale.ROOT)).toString())
        .isEqualTo("{\"success\":true}");

    for (var who : new Person[] {host, coHost}) {
      refused(who, "delete-meeting", json, 404, "NOT_FOUND", "Meeting not found");
      refused(who, "end-meeting", json, 404, "NOT_FOUND", "Meeting not found");
      refused(who, "get-meeting-messages", json, 404, "NOT_FOUND", "Meeting not found");
      assertThat(call(who, "get-meetings", "{}").get("meetings").isEmpty()).isTrue();
    }
  }

  @Test
  void hostsAndCoHostsEndAMeetingOnce() throws Exception {
    var host = person("Host");
    var coHost = person("CoHost");
    var guest = person("Guest");
    String id = meeting(host, coHost.email(), guest.email());
    String json = "{\"meeting_id\":\"" + id + "\"}";
    call(
        host,
        "assign-co-host",
        "{\"meeting_id\":\"" + id + "\",\"user_ids\":[\"" + coHost.email() + "\"]}");
    refused(guest, "end-meeting", json, 403, "PERMISSION_DENIED", "Permission denied");
    refused(person("Eve"), "end-meeting", json, 404, "NOT_FOUND", "Meeting not found");

    var ended = call(coHost, "end-meeting", json).get("meeting");

    assertThat(ended.get("status").stringValue()).isEqualTo("MS_ENDED");
    assertThat(Instant.parse(ended.get("end_at").stringValue()))
        .isAfterOrEqualTo(Instant.parse(ended.get("start_at").stringValue()));
    assertThat(call(host, "end-meeting", json).get("meeting")).isEqualTo(ended);
    assertThat(find(host, id)).isEqualTo(ended);
  }

  @Test
  void anEndedMeetingComesFirstInTheList() throws Exception {
    var host = person("Host");
    String first = meeting(host);
    String second = meeting(host);
    assertThat(ids(call(host, "get-meetings", "{}"))).containsExactly(second, first);

    call(host, "end-meeting", "{\"meeting_id\":\"" + first + "\"}");

    assertThat(ids(call(host, "get-meetings", "{}"))).containsExactly(first, second);
  }

  private static java.util.List<String> ids(JsonNode page) {
    return page.get("meetings").valueStream().map(m -> m.get("id").stringValue()).toList();
  }

  @Test
  void meetingsAreListedInPagesForThoseWhoTakePart() throws Exception {
    var host = person("Host");
    var guest = person("Guest");
    String shared = meeting(host, guest.email());
    String own = meeting(host);

    var first = call(host, "get-meetings", "{\"limit\":1}");
    var cursor = first.get("next_cursor").stringValue();
    var second =
        call(host, "get-meetings", "{\"limit\":\"1\",\"last_updated_at\":\"" + cursor + "\"}");

    assertThat(first.propertyNames()).containsExactly("meetings", "has_more", "next_cursor");
    assertThat(ids(first)).containsExactly(own);
    assertThat(first.get("has_more").booleanValue()).isTrue();
    assertThat(first.get("meetings").get(0).get("updated_at").stringValue()).isEqualTo(cursor);
    assertThat(ids(second)).containsExactly(shared);
    assertThat(second.get("has_more").booleanValue()).isFalse();
    assertThat(second.get("next_cursor").isNull()).isTrue();
    assertThat(ids(call(guest, "get-meetings", ""))).containsExactly(shared);
    assertThat(call(person("Eve"), "get-meetings", "{}").toString())
        .isEqualTo("{\"meetings\":[],\"has_more\":false,\"next_cursor\":null}");
  }

  @Test
  void aPageHasAtMost50Meetings() throws Exception {
    var host = person("Host");
    for (int i = 0; i < 51; i++) {
      meeting(host);
    }

    for (String limit :
        new String[] {
          "null", "0", "50", "51", "99999999999999999999", "\"1000\"", "50.0", "\"\""
        }) {
      var page = call(host, "get-meetings", "{\"limit\":" + limit + "}");
      assertThat(page.get("meetings")).as(limit).hasSize(50);
      assertThat(page.get("has_more").booleanValue()).isTrue();
    }
    assertThat(call(host, "get-meetings", "{\"limit\":49}").get("meetings")).hasSize(49);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"limit\":-1} | Invalid limit",
        "{\"limit\":\"many\"} | Invalid limit",
        "{\"limit\":1.5} | Invalid limit",
        "{\"limit\":[]} | Invalid limit",
        "{\"last_updated_at\":\"yesterday\"} | Invalid last_updated_at",
        "{\"last_updated_at\":{}} | Invalid last_updated_at",
      })
  void aPageThatNobodyUnderstandsIsRefused(String json, String error) throws Exception {
    refused(person("Host"), "get-meetings", json, 400, "INVALID_ARGUMENT", error);
  }

  @Test
  void aCursorOfMillisecondsRepeatsAndNeverLoses() throws Exception {
    var host = person("Host");
    String id = meeting(host);
    String updatedAt = find(host, id).get("updated_at").stringValue();
    String javascript = updatedAt.substring(0, updatedAt.length() - 4) + "Z";

    var page = call(host, "get-meetings", "{\"last_updated_at\":\"" + javascript + "\"}");
    var exact = call(host, "get-meetings", "{\"last_updated_at\":\"" + updatedAt + "\"}");

    assertThat(ids(page)).containsExactly(id);
    assertThat(ids(exact)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "delete-meeting",
        "end-meeting",
        "get-meeting-messages",
        "add-meeting-participants",
        "remove-meeting-participants",
        "assign-co-host",
        "remove-co-host",
        "send-meeting-message",
        "delete-meeting-message"
      })
  void whatIsRequiredIsRequiredInOneOrder(String endpoint) throws Exception {
    var host = person("Host");

    refused(host, endpoint, "", 400, "INVALID_ARGUMENT", "Empty request body");
    String first = endpoint.startsWith("send") ? "meeting_message" : "meeting_id";
    for (String json : new String[] {"{}", "{\"" + first + "\":null}", "{\"other\":1}"}) {
      refused(host, endpoint, json, 400, "INVALID_ARGUMENT", "Missing " + first);
    }
    assertError(
        http.post("/v1/" + endpoint, "sk-prod-unknown", "{}"),
        401,
        "UNAUTHENTICATED",
        "Invalid API key");
    assertThat(http.send(http.to("/v1/" + endpoint).GET()).statusCode()).isEqualTo(405);
  }

  @ParameterizedTest
  @ValueSource(strings = {"nothing", "01KNGVN84KR7T5CVDY9TTW7FFW", "' or 1=1", "\\ud83d\\ude00"})
  void meetingsThatAreNoneAreNotFound(String id) throws Exception {
    var someone = person("Someone");
    String json =
        "{\"meeting_id\":\""
            + id
            + "\",\"participant_ids\":[\"em:a@b.example\"],\"user_ids\":[\"em:a@b.example\"],"
            + "\"message_id\":\"x\",\"meeting_message\":{\"meeting_id\":\""
            + id
            + "\",\"text\":\"x\"}}";

    for (String endpoint :
        new String[] {
          "delete-meeting",
          "end-meeting",
          "get-meeting-messages",
          "send-meeting-message",
          "delete-meeting-message",
          "add-meeting-participants",
          "remove-meeting-participants",
          "assign-co-host",
          "remove-co-host"
        }) {
      refused(someone, endpoint, json, 404, "NOT_FOUND", "Meeting not found");
    }
  }

  @Test
  void theDocumentedRequestsAreAnswered() throws Exception {
    var host = person("Host");

    var created =
        http.post("/v1/create-meeting?title=From+the+query", host.key(), "{\"title\":null}");
    var listed = http.post("/v1/get-meetings", host.key(), "{}");

    assertThat(Http.json(created).get("meeting").get("title").stringValue())
        .isEqualTo("From the query");
    assertThat(listed.statusCode()).isEqualTo(200);
  }
}
