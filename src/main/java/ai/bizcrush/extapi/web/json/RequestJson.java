package ai.bizcrush.extapi.web.json;

import ai.bizcrush.extapi.shared.ApiException;
import ai.bizcrush.extapi.web.Upload;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.Path;
import jakarta.validation.Validator;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import java.lang.reflect.RecordComponent;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.InjectableValues;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads a request, its body and its query, into a validated record. Components that must be there
 * are marked {@code @NotNull}, {@code @NotBlank} or {@code @NotEmpty}: absent, they answer {@code
 * Missing <field>}; any other violation answers {@code Invalid <field>}, unless its constraint has
 * a message of its own.
 */
@Component
public class RequestJson {

  private static final RecordComponent[] NONE = {};

  private final JsonMapper mapper = WireJson.requestMapper();
  private final Validator validator;

  public RequestJson(Validator validator) {
    this.validator = validator;
  }

  /**
   * Binds and validates a request.
   *
   * @param body the bytes of the body, empty when there was none
   * @param query decoded query parameters; what the body says beats them
   * @param upload what came instead of a JSON body, or beside the fields of a form
   * @throws ApiException 400
   */
  public <T> T read(
      Class<T> type, byte[] body, Map<String, List<String>> query, @Nullable Upload upload) {
    ObjectNode fields = body.length == 0 ? mapper.createObjectNode() : parse(body);
    query.forEach((name, values) -> addQuery(fields, name, values));
    TextRules.check(fields);
    T request = bind(type, fields, upload);
    var violations = validator.validate(request);
    if (!violations.isEmpty()) {
      if (body.length == 0 && upload == null) {
        throw ApiException.invalid("Empty request body");
      }
      throw ApiException.invalid(describe(violations.stream().toList()));
    }
    return request;
  }

  /** Validates a record that did not come as JSON. */
  public <T> T validated(T request) {
    var violations = validator.validate(request);
    if (!violations.isEmpty()) {
      throw ApiException.invalid(describe(violations.stream().toList()));
    }
    return request;
  }

  private ObjectNode parse(byte[] body) {
    try {
      if (mapper.readTree(body) instanceof ObjectNode object) {
        return object;
      }
    } catch (JacksonException e) {
      // what it quotes from the body stays here
    }
    throw ApiException.invalid("Invalid JSON");
  }

  private static void addQuery(ObjectNode fields, String name, List<String> values) {
    JsonNode present = fields.get(name);
    boolean absent = present == null || present.isNull() || isEmptyText(present);
    if (!absent || values.isEmpty()) {
      return;
    }
    if (values.size() == 1) {
      fields.put(name, values.getFirst());
    } else {
      var array = fields.putArray(name);
      values.forEach(array::add);
    }
  }

  private static boolean isEmptyText(JsonNode node) {
    return node.isString() && node.stringValue().isEmpty();
  }

  private <T> T bind(Class<T> type, ObjectNode fields, @Nullable Upload upload) {
    try {
      return mapper
          .readerFor(type)
          .with(new InjectableValues.Std().addValue(Upload.class, upload))
          .readValue(fields);
    } catch (DatabindException e) {
      throw ApiException.invalid("Invalid " + path(e));
    }
  }

  private static String path(DatabindException e) {
    String path =
        e.getPath().stream()
            .map(JacksonException.Reference::getPropertyName)
            .filter(name -> name != null)
            .collect(Collectors.joining("."));
    return path.isEmpty() ? "request" : path;
  }

  private static String describe(List<? extends ConstraintViolation<?>> violations) {
    var first =
        violations.stream()
            .min(
                Comparator.comparing((ConstraintViolation<?> v) -> !isMissing(v))
                    .thenComparing(v -> order(v)))
            .orElseThrow();
    if (!first.getMessageTemplate().startsWith("{")) {
      return first.getMessage(); // a sentence of the record's own
    }
    return (isMissing(first) ? "Missing " : "Invalid ") + wireName(first);
  }

  private static boolean isMissing(ConstraintViolation<?> violation) {
    var constraint = violation.getConstraintDescriptor().getAnnotation().annotationType();
    return constraint == NotNull.class
        || constraint == NotBlank.class
        || constraint == NotEmpty.class;
  }

  /** Violations come unordered: the records' own order makes the answer predictable. */
  private static String order(ConstraintViolation<?> violation) {
    var order = new StringBuilder();
    Class<?> type = violation.getRootBeanClass();
    for (Path.Node node : violation.getPropertyPath()) {
      if (node.getIndex() != null) {
        order.append(String.format(Locale.ROOT, "%09d.", node.getIndex()));
      }
      RecordComponent[] components = type.isRecord() ? type.getRecordComponents() : NONE;
      int at = 0;
      while (at < components.length && !components[at].getName().equals(node.getName())) {
        at++;
      }
      order.append(String.format(Locale.ROOT, "%03d.", at));
      type = at < components.length ? components[at].getType() : Object.class;
    }
    return order.toString();
  }

  private static String wireName(ConstraintViolation<?> violation) {
    return PropertyNamingStrategies.SNAKE_CASE.nameForField(
        null, null, violation.getPropertyPath().toString());
  }
}
