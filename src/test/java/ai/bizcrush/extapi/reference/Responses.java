package ai.bizcrush.extapi.reference;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What an operation may answer. */
final class Responses {

  private static final Pattern REFUSAL = Pattern.compile("(\\d{3})[: ] *(.+)", Pattern.DOTALL);
  private static final String CANNOT_BE_READ = "The request cannot be read, or a field is missing.";
  private static final Map<String, String> HEADERS =
      new TreeMap<>(
          Map.of(
              "X-Request-Id", "RequestId",
              "RateLimit", "RateLimit",
              "RateLimit-Policy", "RateLimitPolicy"));

  private static final JsonMapper JSON = new JsonMapper();

  private final SourceComments comments;
  private final Schemas schemas;
  private final List<Exchange> exchanges;

  Responses(SourceComments comments, Schemas schemas, List<Exchange> exchanges) {
    this.comments = comments;
    this.schemas = schemas;
    this.exchanges = exchanges;
  }

  ObjectNode of(Endpoint endpoint) {
    var responses = JSON.createObjectNode();
    endpoint
        .replies()
        .forEach(
            (status, type) -> {
              String description = comments.of(type).summary() + ".";
              var headers = add(responses, endpoint, status, description, schemas.reply(type));
              HEADERS.forEach((header, name) -> headers.set(header, header(name)));
            });
    refusal(responses, endpoint, 400, CANNOT_BE_READ);
    shared(responses, "401", "Unauthenticated");
    for (String said : comments.of(endpoint.method()).refusals()) {
      for (String one : said.split(";")) {
        var refusal = REFUSAL.matcher(one.strip());
        if (!refusal.matches()) {
          throw new IllegalStateException(endpoint.method() + " refuses without a status: " + one);
        }
        int status = Integer.parseInt(refusal.group(1));
        String why = sentence(refusal.group(2));
        refusal(responses, endpoint, status, status == 400 ? CANNOT_BE_READ + " " + why : why);
      }
    }
    shared(responses, "429", "TooManyRequests");
    shared(responses, "default", "Error");
    return responses;
  }

  private static void shared(ObjectNode responses, String status, String name) {
    responses.putObject(status).put("$ref", "#/components/responses/" + name);
  }

  private void refusal(ObjectNode responses, Endpoint endpoint, int status, String description) {
    add(responses, endpoint, status, description, Schemas.reference("ErrorBody"))
        .set("X-Request-Id", header("RequestId"));
  }

  /**
   * @return its headers
   */
  private ObjectNode add(
      ObjectNode responses, Endpoint endpoint, int status, String description, ObjectNode schema) {
    var response = responses.putObject(String.valueOf(status));
    response.put("description", description);
    var headers = response.putObject("headers");
    var content = response.putObject("content").putObject("application/json");
    content.set("schema", schema);
    Exchange.find(exchanges, endpoint.path(), status)
        .ifPresent(exchange -> content.set("example", exchange.reply()));
    return headers;
  }

  private static ObjectNode header(String name) {
    return JSON.createObjectNode().put("$ref", "#/components/headers/" + name);
  }

  private static String sentence(String text) {
    return Character.toUpperCase(text.charAt(0)) + text.substring(1) + ".";
  }
}
