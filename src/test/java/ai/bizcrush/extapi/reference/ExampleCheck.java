package ai.bizcrush.extapi.reference;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Holds the examples of a description against their schemas, as JSON Schema 2020-12. */
final class ExampleCheck {

  private static final String SCHEMAS = "#/components/schemas/";
  private static final JsonMapper JSON = new JsonMapper();

  private final SchemaRegistry registry =
      SchemaRegistry.withDefaultDialect(
          SpecificationVersion.DRAFT_2020_12,
          builder ->
              builder.schemaRegistryConfig(
                  SchemaRegistryConfig.builder().formatAssertionsEnabled(true).build()));

  private final JsonNode definitions;
  private final List<String> complaints = new ArrayList<>();
  private int examples;

  private ExampleCheck(JsonNode description) {
    definitions = closed(description.at("/components/schemas"));
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
      schema(node)
          .validate(node.get(Examples.FIELD))
          .forEach(error -> complaints.add(place + ": " + error));
    } else {
      node.properties().forEach(e -> walk(place + "/" + e.getKey(), e.getValue()));
    }
  }

  private Schema schema(JsonNode content) {
    var schema = content.get("schema").deepCopy().asObject();
    schema.set("$defs", definitions);
    return registry.getSchema(JSON.readTree(schema.toString().replace(SCHEMAS, "#/$defs/")));
  }

  /** A field that the description does not know is a complaint, too. */
  private static JsonNode closed(JsonNode schemas) {
    var copy = schemas.deepCopy();
    copy.forEach(schema -> schema.asObject().put("additionalProperties", false));
    return copy;
  }
}
