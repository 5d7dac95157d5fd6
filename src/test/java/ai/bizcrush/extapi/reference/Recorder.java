package ai.bizcrush.extapi.reference;

import static org.assertj.core.api.Assertions.assertThat;

import ai.bizcrush.extapi.meetings.MeetingService.Person;
import ai.bizcrush.extapi.web.Http;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Sends requests and keeps them with their replies, in which nobody's address or token is. */
final class Recorder {

  private final Http http;
  private final Map<String, String> placeholders = new LinkedHashMap<>();
  private final List<Exchange> exchanges = new ArrayList<>();

  Recorder(Http http) {
    this.http = http;
  }

  /** What was sent and came, with placeholders. */
  List<Exchange> exchanges() {
    return exchanges.stream()
        .map(e -> new Exchange(e.path(), shown(e.request()), e.status(), shown(e.reply())))
        .toList();
  }

  /** What stands in the examples for a text that must not. */
  void show(String text, String placeholder) {
    placeholders.put(text, placeholder);
  }

  /**
   * Sends a request.
   *
   * @param status what is expected
   * @param endpoint below {@code /v1/}
   * @param request JSON, with ' for "
   * @param headers beside the key, names and values
   * @return the reply as it came
   */
  JsonNode send(int status, Person who, String endpoint, String request, String... headers)
      throws Exception {
    String body = request.replace('\'', '"');
    var post = json(endpoint).header("X-API-Key", who.key());
    for (int i = 0; i < headers.length; i += 2) {
      post.setHeader(headers[i], headers[i + 1]);
    }
    return exchange(status, endpoint, body, post);
  }

  /** Sends a request without a key. */
  void sendUnknown(String endpoint) throws Exception {
    exchange(401, endpoint, "{}", json(endpoint));
  }

  /** Announces a body of audio, and sends nothing of it. */
  void announce(int status, Person who, String endpoint, String type, long bytes) throws Exception {
    String head =
        """
        POST /v1/%s HTTP/1.1
        Host: localhost
        X-API-Key: %s
        Content-Type: %s
        Content-Length: %d

        """;
    String request = head.formatted(endpoint, who.key(), type, bytes);
    String reply = http.raw(request.replace("\n", "\r\n"));
    assertThat(reply).startsWith("HTTP/1.1 " + status);
    var body = Http.JSON.readTree(reply.substring(reply.indexOf("\r\n\r\n") + 4));
    exchanges.add(new Exchange("/v1/" + endpoint, Http.JSON.createObjectNode(), status, body));
  }

  private HttpRequest.Builder json(String endpoint) {
    return http.to("/v1/" + endpoint).header("Content-Type", "application/json");
  }

  private JsonNode exchange(int status, String endpoint, String body, HttpRequest.Builder request)
      throws Exception {
    var reply = http.send(request.POST(BodyPublishers.ofString(body)));
    assertThat(reply.statusCode()).as(endpoint + " " + reply.body()).isEqualTo(status);
    var answer = Http.json(reply);
    exchanges.add(new Exchange("/v1/" + endpoint, Http.JSON.readTree(body), status, answer));
    return answer;
  }

  private JsonNode shown(JsonNode json) {
    String shown = json.toString();
    for (var placeholder : placeholders.entrySet()) {
      shown = shown.replace(placeholder.getKey(), placeholder.getValue());
    }
    return Http.JSON.readTree(shown);
  }
}
