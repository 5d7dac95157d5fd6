package ai.bizcrush.extapi.idempotency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ai.bizcrush.extapi.meetings.MeetingService;
import ai.bizcrush.extapi.web.Http;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Requests that are repeated. */
class IdempotencyTests extends MeetingService {

  @Autowired NamedRequests requests;

  private HttpResponse<String> send(Person who, String endpoint, String key, String json)
      throws Exception {
    return http.send(
        http.to("/v1/" + endpoint)
            .header("X-API-Key", who.key())
            .header(NamedRequest.HEADER, key)
            .POST(BodyPublishers.ofString(json)));
  }

  private int meetings(Person who) throws Exception {
    return call(who, "get-meetings", "{}").get("meetings").size();
  }

  @Test
  void aRepeatedRequestHasOneEffectAndOneReply() throws Exception {
    var host = person("Host");
    String json = "{\"title\":\"Weekly 👋\",\"participant_ids\":[\"em:a@example.com\"]}";

    var first = send(host, "create-meeting", "key-1", json);
    String id = Http.json(first).get("meeting").get("id").stringValue();
    call(host, "end-meeting", "{\"meeting_id\":\"" + id + "\"}");
    var again = send(host, "create-meeting", "key-1", json);
    var written =
        send(
            host,
            "create-meeting",
            " key-1 ",
            "{\"participant_ids\":\"em:a@example.com\",\"title\":\"Weekly 👋\",\"x\":1}");

    assertThat(first.statusCode()).isEqualTo(200);
    assertThat(again.body()).isEqualTo(first.body());
    assertThat(written.body()).isEqualTo(first.body());
    assertThat(meetings(host)).isEqualTo(1);
  }

  @Test
  void anotherRequestUnderTheSameKeyIsAConflict() throws Exception {
    var host = person("Host");
    send(host, "create-meeting", "key", "{\"title\":\"one\"}");

    assertError(
        send(host, "create-meeting", "key", "{\"title\":\"two\"}"),
        409,
        "CONFLICT",
        "Idempotency-Key was used for another request");
    assertThat(meetings(host)).isEqualTo(1);
  }

  @Test
  void keysBelongToAUserAndAnEndpoint() throws Exception {
    var host = person("Host");
    var other = person("Other");
    String id = meeting(host);
    String message = "{\"meeting_message\":{\"meeting_id\":\"" + id + "\",\"text\":\"a\"}}";

    assertThat(send(host, "create-meeting", "key", "{}").statusCode()).isEqualTo(200);
    assertThat(send(other, "create-meeting", "key", "{}").statusCode()).isEqualTo(200);
    var sent = send(host, "send-meeting-message", "key", message);
    assertThat(send(host, "send-meeting-message", "key", message).body()).isEqualTo(sent.body());

    assertThat(meetings(host)).isEqualTo(2);
    assertThat(meetings(other)).isEqualTo(1);
    assertThat(
            call(host, "get-meeting-messages", "{\"meeting_id\":\"" + id + "\"}")
                .get("meeting_messages"))
        .hasSize(1);
  }

  @Test
  void aRefusalIsNotKept() throws Exception {
    var host = person("Host");
    String json = "{\"participant_ids\":[\"0000000000\"]}";

    assertThat(send(host, "create-meeting", "key", json).statusCode()).isEqualTo(400);
    assertThat(send(host, "create-meeting", "key", "{}").statusCode()).isEqualTo(200);
  }

  @Test
  void duplicatesAtTheSameTimeHaveOneEffect() throws Exception {
    var host = person("Host");
    var bodies = new HashSet<String>();
    var work = new ArrayList<Callable<HttpResponse<String>>>();
    for (int i = 0; i < 12; i++) {
      work.add(() -> send(host, "create-meeting", "key", "{\"title\":\"once\"}"));
    }

    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<HttpResponse<String>> reply : threads.invokeAll(work)) {
        assertThat(reply.get().statusCode()).as(reply.get().body()).isEqualTo(200);
        bodies.add(reply.get().body());
      }
    }

    assertThat(bodies).hasSize(1);
    assertThat(meetings(host)).isEqualTo(1);
  }

  @Test
  void aKeyIsForgottenWhenItsTimeIsOver() throws Exception {
    var host = person("Host");
    send(host, "create-meeting", "reused", "{}");
    send(host, "create-meeting", "removed", "{}");
    send(host, "create-meeting", "kept", "{}");
    jdbc.sql(
            """
            update idempotent_requests set expires_at = now() - interval '1 second'
            where owner_id = ? and key <> 'kept'
            """)
        .param(host.id().value())
        .update();

    var reused = send(host, "create-meeting", "reused", "{\"title\":\"other\"}");
    requests.removeExpired();

    assertThat(reused.statusCode()).isEqualTo(200);
    assertThat(
            jdbc.sql("select key from idempotent_requests where owner_id = ? order by key")
                .param(host.id().value())
                .query(String.class)
                .list())
        .containsExactly("kept", "reused");
    assertThat(meetings(host)).isEqualTo(4);
  }

  @Test
  void keysAreKeptForADay() throws Exception {
    var host = person("Host");
    send(host, "create-meeting", "key", "{}");

    assertThat(
            jdbc.sql(
                    """
                    select expires_at - now() between interval '23 hours 59 minutes'
                      and interval '24 hours'
                    from idempotent_requests where owner_id = ?
                    """)
                .param(host.id().value())
                .query(Boolean.class)
                .single())
        .isTrue();
  }

  @Test
  void aKeyHasUpTo255PrintableCharacters() throws Exception {
    var host = person("Host");

    for (String key : new String[] {"k", "\"8e03978e-40d5-43dd\"", "k".repeat(255)}) {
      assertThat(send(host, "create-meeting", key, "{}").statusCode()).isEqualTo(200);
    }
    for (String key : new String[] {"k".repeat(256), "a\tb"}) {
      assertError(
          send(host, "create-meeting", key, "{}"),
          400,
          "INVALID_ARGUMENT",
          "Invalid Idempotency-Key");
    }
    send(host, "create-meeting", " ", "{}");
    send(host, "create-meeting", " ", "{}");
    assertThat(meetings(host)).isEqualTo(5);
  }

  @Test
  void whatIsDeletedIsNotRepliedAgain() throws Exception {
    var host = person("Host");
    var first = send(host, "create-meeting", "key", "{\"title\":\"secret\"}");
    String id = Http.json(first).get("meeting").get("id").stringValue();
    String message = "{\"meeting_message\":{\"meeting_id\":\"" + id + "\",\"text\":\"secret\"}}";
    var sent = send(host, "send-meeting-message", "key", message);
    String messageId = Http.json(sent).get("meeting_message").get("id").stringValue();

    call(
        host,
        "delete-meeting-message",
        "{\"meeting_id\":\"" + id + "\",\"message_id\":\"" + messageId + "\"}");
    assertError(
        send(host, "send-meeting-message", "key", message),
        409,
        "CONFLICT",
        "What this request made was deleted");
    call(host, "delete-meeting", "{\"meeting_id\":\"" + id + "\"}");
    await()
        .until(
            () ->
                send(host, "create-meeting", "key", "{\"title\":\"secret\"}").statusCode() == 409);

    assertThat(
            jdbc.sql(
                    "select count(*) from idempotent_requests where reply like '%secret%' and owner_id = ?")
                .param(host.id().value())
                .query(Integer.class)
                .single())
        .isZero();
  }
}
