package ai.bizcrush.extapi.reference;

import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Holds the examples of a description against their schemas, as JSON Schema 2020-12. */
final class ExampleCheck {

  private static final String HERE = "urn:extapi:description";

  private final SchemaRegistry registry;
  private final List<String> complaints = new ArrayList<>();
  private int examples;

  private ExampleCheck(JsonNode description) {
    registry =
        SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_2020_12,
            builder ->
                builder
                    .schemas(java.util.Map.of(HERE, closed(description).toString()))
                    .schemaRegistryConfig(
                        SchemaRegistryConfig.builder().formatAssertionsEnabled(true).build()));
  }

  /**
   * @return what is wrong, with the place; and that nothing was looked at
   */
  static List<String> of(JsonNode description) {
    var check = new ExampleCheck(description);
    check.walk("", description);
    if (check.examples == 0) {
      check.complaints.add("no example");
    }
    return check.complaints;
  }

  private void walk(String place, JsonNode node) {
    if (node.has(Examples.FIELD)) {
      examples++;
      var schema = registry.getSchema(SchemaLocation.of(HERE + "#" + place + "/schema"));
      schema
          .validate(node.get(Examples.FIELD))
          .forEach(error -> complaints.add(place + ": " + error));
    } else {
      node.properties().forEach(e -> walk(place + "/" + escaped(e.getKey()), e.getValue()));
    }
  }

  /** A field that the description does not know is a complaint, too. */
  private static JsonNode closed(JsonNode description) {
    var copy = description.deepCopy();
    for (var schema : copy.at("/components/schemas").properties()) {
      ((ObjectNode) schema.getValue()).put("additionalProperties", false);
    }
    return copy;
  }

  static String escaped(String key) {
    return key.replace("~", "~0").replace("/", "~1");
  }
}
