package ai.bizcrush.extapi.meetings.messages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ai.bizcrush.extapi.meetings.MeetingService;
import ai.bizcrush.extapi.shared.Ulids;
import ai.bizcrush.extapi.web.Http;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** What participants write to each other. */
class MessageTests extends MeetingService {

  private static String message(String meeting, String text) {
    var json = Http.JSON.createObjectNode();
    json.putObject("meeting_message").put("meeting_id", meeting).put("text", text);
    return json.toString();
  }

  private JsonNode send(Person who, String meeting, String text) throws Exception {
    return call(who, "send-meeting-message", message(meeting, text)).get("meeting_message");
  }

  private JsonNode list(Person who, String meeting) throws Exception {
    return call(who, "get-meeting-messages", "{\"meeting_id\":\"" + meeting + "\"}");
  }

  private static List<String> read(JsonNode page) {
    return page.get("meeting_messages")
        .valueStream()
        .map(message -> message.get("text").stringValue())
        .toList();
  }

  private static String one(String meeting, JsonNode message) {
    String id = message.get("id").stringValue();
    return "{\"meeting_id\":\"" + meeting + "\",\"message_id\":\"" + id + "\"}";
  }

  @Test
  void aMessageIsSeenByAllParticipants() throws Exception {
    var host = person("Host");
    var guest = person("Guest");
    String meeting = meeting(host, guest.email());

    var sent = send(guest, meeting.toLowerCase(Locale.ROOT), "hello");

    assertThat(sent.propertyNames())
        .containsExactly("id", "meeting_id", "user_id", "type", "text", "created_at", "updated_at");
    assertThat(Ulids.parse(sent.get("id").stringValue())).isPresent();
    assertThat(sent.get("meeting_id").stringValue()).isEqualTo(meeting);
    assertThat(sent.get("user_id").stringValue()).isEqualTo(guest.id().value());
    assertThat(sent.get("type").stringValue()).isEqualTo("TEXT");
    var page = list(host, meeting);
    assertThat(page.propertyNames()).containsExactly("meeting_messages", "has_more", "next_cursor");
    assertThat(page.get("meeting_messages").get(0)).isEqualTo(sent);
    assertThat(page.get("has_more").booleanValue()).isFalse();
    assertThat(page.get("next_cursor").isNull()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "  verbatim \n\t",
        "e\u0301 is not é here",
        "👩‍👩‍👧 안녕 \u202e \u0001 \u007f",
        "<b>&amp;\"'\\",
        "{\"a\":[1]}"
      })
  void textIsStoredVerbatim(String text) throws Exception {
    var host = person("Host");
    String meeting = meeting(host);

    assertThat(send(host, meeting, text).get("text").stringValue()).isEqualTo(text);
    assertThat(read(list(host, meeting))).containsExactly(text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{} | Missing meeting_message",
        "{\"meeting_message\":{}} | Missing meeting_message.meeting_id",
        "{\"meeting_message\":{\"text\":\"a\"}} | Missing meeting_message.meeting_id",
        "{\"meeting_message\":{\"meeting_id\":\"M\"}} | Missing meeting_message.text",
        "{\"meeting_message\":{\"meeting_id\":\"M\",\"text\":null}} | Missing meeting_message.text",
        "{\"meeting_message\":{\"meeting_id\":\"M\",\"text\":\" \"}} | Missing meeting_message.text",
        "{\"meeting_message\":{\"meeting_id\":\"M\",\"text\":[]}} | Invalid meeting_message.text",
        "{\"meeting_message\":\"text\"} | Invalid meeting_message",
        "{\"meeting_message\":[]} | Invalid meeting_message",
        "{\"meeting_message\":{\"meeting_id\":\"M\",\"text\":\"a\\u0000\"}} | Text must not contain"
            + " U+0000",
        "{\"meeting_message\":{\"meeting_id\":\"M\",\"text\":\"\\udc00\"}} | Text must not contain"
            + " unpaired surrogates",
      })
  void aMessageThatIsNoneIsRefused(String json, String error) throws Exception {
    var host = person("Host");
    String meeting = meeting(host);

    refused(
        host,
        "send-meeting-message",
        json.replace("\"M\"", "\"" + meeting + "\""),
        400,
        "INVALID_ARGUMENT",
        error);
  }

  @Test
  void aTextHasAtMost50000Characters() throws Exception {
    var host = person("Host");
    String meeting = meeting(host);
    String longest = "가".repeat(50_000);

    assertThat(send(host, meeting, longest).get("text").stringValue()).isEqualTo(longest);
    refused(
        host,
        "send-meeting-message",
        message(meeting, longest + "!"),
        400,
        "INVALID_ARGUMENT",
        "Invalid meeting_message.text");
    assertThat(post(host, "send-meeting-message", message(meeting, "x".repeat(3_000_000))).body())
        .contains("PAYLOAD_TOO_LARGE");
  }

  @Test
  void messagesAreDeletedByTheirAuthorOrTheHost() throws Exception {
    var host = person("Host");
    var coHost = person("CoHost");
    var guest = person("Guest");
    String meeting = meeting(host, coHost.email(), guest.email());
    String other = meeting(host, guest.email());
    call(
        host,
        "assign-co-host",
        "{\"meeting_id\":\"" + meeting + "\",\"user_ids\":[\"" + coHost.email() + "\"]}");
    var byHost = send(host, meeting, "by host");
    var byGuest = send(guest, meeting, "by guest");
    var byGuestToo = send(guest, meeting, "by guest, too");

    for (var who : List.of(coHost, guest)) {
      refused(
          who,
          "delete-meeting-message",
          one(meeting, byHost),
          403,
          "PERMISSION_DENIED",
          "Permission denied");
    }
    refused(
        host, "delete-meeting-message", one(other, byHost), 404, "NOT_FOUND", "Message not found");
    refused(
        person("Eve"),
        "delete-meeting-message",
        one(meeting, byHost),
        404,
        "NOT_FOUND",
        "Meeting not found");
    String deleted =
        call(guest, "delete-meeting-message", one(meeting, byGuest).toLowerCase(Locale.ROOT))
            .toString();
    call(host, "delete-meeting-message", one(meeting, byGuestToo));

    assertThat(deleted).isEqualTo("{\"success\":true}");
    assertThat(read(list(host, meeting))).containsExactly("by host");
    refused(
        guest,
        "delete-meeting-message",
        one(meeting, byGuest),
        404,
        "NOT_FOUND",
        "Message not found");
    refused(
        host,
        "delete-meeting-message",
        "{\"meeting_id\":\"" + meeting + "\",\"message_id\":\"none\"}",
        404,
        "NOT_FOUND",
        "Message not found");
    refused(
        host,
        "delete-meeting-message",
        "{\"meeting_id\":\"" + meeting + "\"}",
        400,
        "INVALID_ARGUMENT",
        "Missing message_id");
  }

  @Test
  void aPageHas50MessagesAndAtMost100() throws Exception {
    var host = person("Host");
    String meeting = meeting(host);
    for (int i = 0; i < 101; i++) {
      send(host, meeting, "message " + i);
    }

    assertThat(read(list(host, meeting))).hasSize(50).first().isEqualTo("message 100");
    for (String limit : new String[] {"100", "101", "1e2", "1e999999999", "1" + "0".repeat(99)}) {
      var reply =
          post(
              host,
              "get-meeting-messages",
              "{\"meeting_id\":\"" + meeting + "\",\"limit\":" + limit + "}");
      assertThat(read(Http.json(reply))).as(limit).hasSize(100);
      assertThat(Http.json(reply).get("has_more").booleanValue()).isTrue();
    }
  }

  @Test
  void participantsWriteAlsoAfterTheEnd() throws Exception {
    var host = person("Host");
    String meeting = meeting(host);
    call(host, "end-meeting", "{\"meeting_id\":\"" + meeting + "\"}");

    send(host, meeting, "thanks");

    assertThat(read(list(host, meeting))).containsExactly("thanks");
  }

  @Test
  void whatWasSaidInADeletedMeetingIsRemoved() throws Exception {
    var host = person("Host");
    String meeting = meeting(host);
    for (int i = 0; i < 3; i++) {
      send(host, meeting, "secret");
    }
    jdbc.sql(
            """
            insert into meeting_messages (id, meeting_id, user_id, type, text, created_at, updated_at)
            select ? || i, ?, 'u', 'TEXT', 'x', now(),
              '1980-01-01'::timestamptz + i * interval '1 s'
            from generate_series(1, 1200) i
            """)
        .param(meeting)
        .param(meeting)
        .update();

    call(host, "delete-meeting", "{\"meeting_id\":\"" + meeting + "\"}");

    await().until(() -> count("meeting_messages where meeting_id = ?", meeting) == 0);
    await().until(() -> count("commit_clock where scope = ?", meeting) == 0);
    await().until(() -> count("scheduled_tasks where task_instance = ?", meeting) == 0);
  }

  private int count(String rows, String id) {
    return jdbc.sql("select count(*) from " + rows).param(id).query(Integer.class).single();
  }
}
