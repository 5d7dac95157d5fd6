package ai.bizcrush.extapi.reference;

import java.util.List;
import org.springframework.web.bind.annotation.RequestHeader;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The operations: from the controllers' signatures and comments, and from what was tried. */
final class Operations {

  private static final List<String> FILES =
      List.of("application/octet-stream", "application/ogg", "audio/*", "video/*");
  private static final JsonMapper JSON = new JsonMapper();

  private final SourceComments comments;
  private final Schemas schemas;
  private final List<Exchange> exchanges;

  Operations(SourceComments comments, Schemas schemas, List<Exchange> exchanges) {
    this.comments = comments;
    this.schemas = schemas;
    this.exchanges = exchanges;
  }

  ObjectNode describe(Endpoint endpoint) {
    var comment = comments.of(endpoint.method());
    var operation = JSON.createObjectNode().put("operationId", endpoint.id());
    operation.putArray("tags").add(endpoint.tag());
    operation.put("summary", comment.summary());
    if (!comment.rest().isEmpty()) {
      operation.put("description", comment.rest());
    }
    var body = body(endpoint);
    var parameters = headers(endpoint);
    if (endpoint.takesFiles()) {
      optionsOfFiles(endpoint, parameters);
    }
    if (!parameters.isEmpty()) {
      operation.set("parameters", parameters);
    }
    operation.set("requestBody", body);
    operation.set("responses", new Responses(comments, schemas, exchanges).of(endpoint));
    return operation;
  }

  private ArrayNode headers(Endpoint endpoint) {
    var params = comments.of(endpoint.method()).params();
    var list = JSON.createArrayNode();
    for (var parameter : endpoint.headers()) {
      var header = list.addObject();
      header.put("name", parameter.getAnnotation(RequestHeader.class).name());
      header.put("in", "header");
      header.put("description", params.getOrDefault(parameter.getName(), ""));
      header.putObject("schema").put("type", "string");
    }
    return list;
  }

  /** Beside a body that is the audio itself, the fields are in the query. */
  private void optionsOfFiles(Endpoint endpoint, ArrayNode parameters) {
    var fields = schemas.named(requestName(endpoint)).get("properties");
    for (var field : fields.properties()) {
      var schema = field.getValue().deepCopy().asObject();
      var query = parameters.addObject().put("name", field.getKey()).put("in", "query");
      query.set("description", schema.remove("description"));
      schema.set("type", schema.get("type").isArray() ? schema.at("/type/0") : schema.get("type"));
      query.set("schema", schema);
    }
  }

  private ObjectNode body(Endpoint endpoint) {
    var type = endpoint.request();
    var reference = schemas.request(type, requestName(endpoint));
    var fields = schemas.named(requestName(endpoint));
    var body = JSON.createObjectNode();
    body.put("required", fields.has("required") || endpoint.takesFiles());
    var content = body.putObject("content");
    var json = content.putObject("application/json");
    json.set("schema", reference);
    Exchange.find(exchanges, endpoint.path(), 200)
        .ifPresent(exchange -> json.set("example", exchange.request()));
    if (endpoint.takesFiles()) {
      content.putObject("multipart/form-data").set("schema", form(reference));
      FILES.forEach(file -> content.putObject(file).putObject("schema"));
    }
    return body;
  }

  private static ObjectNode form(ObjectNode fields) {
    var form = JSON.createObjectNode();
    var parts = form.putArray("allOf").add(fields);
    var file = parts.addObject().put("type", "object");
    file.putArray("required").add("file");
    file.putObject("properties")
        .putObject("file")
        .put("type", "string")
        .put("contentMediaType", "application/octet-stream")
        .put("description", "the audio itself");
    return form;
  }

  private static String requestName(Endpoint endpoint) {
    return endpoint.pascal() + "Request";
  }
}
