package ai.bizcrush.extapi.reference;

import ai.bizcrush.extapi.shared.Cursor;
import ai.bizcrush.extapi.web.Upload;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import io.swagger.v3.core.converter.ModelConverters;
import io.swagger.v3.core.jackson.ModelResolver;
import io.swagger.v3.core.jackson.TypeNameResolver;
import io.swagger.v3.core.util.Json31;
import java.lang.reflect.RecordComponent;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The schemas of requests and replies: types and constraints as swagger-core finds them in the
 * records, descriptions from the records' comments.
 */
final class Schemas {

  private static final String REF = "#/components/schemas/";
  private static final JsonMapper JSON = new JsonMapper();

  private final ModelConverters converters = new ModelConverters(true);
  private final SourceComments comments;
  private final Map<String, Class<?>> types = new HashMap<>();
  private final Map<String, ObjectNode> named = new TreeMap<>();

  Schemas(SourceComments comments) {
    this.comments = comments;
    var mapper = Json31.mapper().copy();
    mapper.setPropertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE);
    converters.addConverter(new ModelResolver(mapper, new BinaryNames(types)).openapi31(true));
  }

  /** All that were asked for, by name. */
  Map<String, ObjectNode> named() {
    return named;
  }

  /** One that was asked for. */
  ObjectNode named(String name) {
    return Objects.requireNonNull(named.get(name), name);
  }

  /** A reference to a reply, every field of which is always there. */
  ObjectNode reply(Class<?> type) {
    return reference(type, type.getSimpleName(), true);
  }

  /** A reference to a request. */
  ObjectNode request(Class<?> type, String name) {
    return reference(type, name, false);
  }

  static ObjectNode reference(String name) {
    return JSON.createObjectNode().put("$ref", REF + name);
  }

  private ObjectNode reference(Class<?> type, String name, boolean reply) {
    var schema = object(type, reply);
    var before = named.putIfAbsent(name, schema);
    if (before != null && !before.equals(schema)) {
      throw new IllegalStateException("two schemas are called " + name);
    }
    return reference(name);
  }

  private ObjectNode object(Class<?> type, boolean reply) {
    var found = found(type);
    var schema = JSON.createObjectNode().put("type", "object");
    schema.put("description", comments.of(type).text());
    var properties = schema.putObject("properties");
    var required = JSON.createArrayNode();
    for (RecordComponent component : type.getRecordComponents()) {
      if (component.getType() != Upload.class) {
        String name = wireName(component.getName());
        properties.set(name, property(component, found.at("/properties/" + name), reply));
        if (reply
            || found.path("required").valueStream().anyMatch(r -> r.asString().equals(name))) {
          required.add(name);
        }
      }
    }
    if (!required.isEmpty()) {
      schema.set("required", required);
    }
    return schema;
  }

  private ObjectNode property(RecordComponent component, JsonNode found, boolean reply) {
    var schema =
        component.getType() == Cursor.class
            ? JSON.createObjectNode().put("type", "string").put("format", "date-time")
            : renamed(found.asObject(), reply);
    schema.remove("pattern"); // Java's, not ECMAScript's
    if (component.getAnnotatedType().isAnnotationPresent(Nullable.class)) {
      orNull(schema);
    }
    var params = comments.of(component.getDeclaringRecord()).params();
    if (params.containsKey(component.getName())) {
      schema.put("description", params.get(component.getName()));
    }
    return schema;
  }

  /** What swagger-core says of a record. */
  private ObjectNode found(Class<?> type) {
    var schema = converters.readAll(type).get(type.getName());
    try {
      return JSON.readTree(Json31.mapper().writeValueAsString(schema)).asObject();
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** References lead to the names that we give. */
  private ObjectNode renamed(ObjectNode found, boolean reply) {
    String ref = found.path("$ref").asString("");
    if (!ref.isEmpty()) {
      var type = Objects.requireNonNull(types.get(ref.substring(REF.length())), ref);
      return reference(type, type.getSimpleName(), reply);
    }
    var copy = found.deepCopy();
    if (copy.has("items")) {
      copy.set("items", renamed(copy.get("items").asObject(), reply));
    }
    return copy;
  }

  private static void orNull(ObjectNode schema) {
    if (schema.has("$ref")) {
      var ref = schema.remove("$ref");
      var either = schema.putArray("oneOf");
      either.addObject().set("$ref", ref);
      either.addObject().put("type", "null");
    } else {
      var type = schema.remove("type");
      schema.putArray("type").add(type).add("null");
    }
  }

  static String wireName(String name) {
    return PropertyNamingStrategies.SnakeCaseStrategy.INSTANCE.translate(name);
  }

  /** Names that cannot collide, and lead back to the classes. */
  private static final class BinaryNames extends TypeNameResolver {

    private final Map<String, Class<?>> types;

    BinaryNames(Map<String, Class<?>> types) {
      this.types = types;
    }

    @Override
    protected String getNameOfClass(Class<?> type) {
      types.put(type.getName(), type);
      return type.getName();
    }
  }
}
