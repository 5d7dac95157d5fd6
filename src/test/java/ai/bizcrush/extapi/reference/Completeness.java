package ai.bizcrush.extapi.reference;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/** What a description must have beside what makes it valid. */
final class Completeness {

  private static final String JSON_CONTENT = "/content/application~1json";
  private static final Set<String> SHARED = Set.of("401", "429", "default");

  private final JsonNode description;
  private final List<String> complaints = new ArrayList<>();
  private final Set<String> references = new TreeSet<>();

  private Completeness(JsonNode description) {
    this.description = description;
  }

  /**
   * @return what is missing, with the place
   */
  static List<String> of(JsonNode description) {
    var completeness = new Completeness(description);
    completeness.operations();
    completeness.references(description);
    completeness.components();
    return completeness.complaints;
  }

  private void operations() {
    var ids = new HashSet<String>();
    for (var path : description.get("paths").properties()) {
      for (var entry : path.getValue().properties()) {
        var operation = entry.getValue();
        String place = path.getKey();
        expect(ids.add(operation.get("operationId").stringValue()), place, "another's operationId");
        expect(isText(operation.path("summary")), place, "no summary");
        parameters(place, operation);
        responses(place, operation.get("responses"));
      }
    }
    expect(!ids.isEmpty(), "/paths", "no operation");
  }

  private void parameters(String place, JsonNode operation) {
    for (var parameter : operation.path("parameters")) {
      expect(isText(parameter.path("description")), place + " " + parameter.get("name"), "unsaid");
    }
    var body = operation.at("/requestBody" + JSON_CONTENT);
    expect(body.has(Examples.FIELD), place, "no example of a request");
    fields(place, target(body.get("schema")));
  }

  /** Fields of requests need a description each, down to the innermost. */
  private void fields(String place, JsonNode schema) {
    for (var field : schema.path("properties").properties()) {
      expect(isText(field.getValue().path("description")), place, field.getKey() + " unsaid");
      if (field.getValue().has("$ref")) {
        fields(place, target(field.getValue()));
      }
    }
  }

  private void responses(String place, JsonNode responses) {
    for (var entry : responses.properties()) {
      String response = place + " " + entry.getKey();
      expect(isText(target(entry.getValue()).path("description")), response, "unsaid");
      if (!SHARED.contains(entry.getKey())) {
        boolean example = entry.getValue().at(JSON_CONTENT).has(Examples.FIELD);
        expect(example, response, "no example");
      }
    }
  }

  private void references(JsonNode node) {
    if (node.has("$ref")) {
      references.add(node.get("$ref").stringValue());
      expect(!target(node).isMissingNode(), node.get("$ref").stringValue(), "leads nowhere");
    }
    node.forEach(this::references);
  }

  private void components() {
    for (var kind : List.of("schemas", "responses", "headers")) {
      for (String name : description.at("/components/" + kind).propertyNames()) {
        String place = "#/components/" + kind + "/" + name;
        expect(references.contains(place), place, "unused");
      }
    }
  }

  private JsonNode target(JsonNode node) {
    return node.has("$ref") ? description.at(node.get("$ref").stringValue().substring(1)) : node;
  }

  private static boolean isText(JsonNode node) {
    return node.isString() && node.stringValue().length() > 1;
  }

  private void expect(boolean truth, String place, String otherwise) {
    if (!truth) {
      complaints.add(place + ": " + otherwise);
    }
  }
}
