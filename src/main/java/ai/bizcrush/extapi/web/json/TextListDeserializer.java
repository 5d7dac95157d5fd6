package ai.bizcrush.extapi.web.json;

import ai.bizcrush.extapi.web.CommaSeparated;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.BeanProperty;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.deser.std.StdDeserializer;

/** A list of strings: an array, or a string that is one element or comma-separated values. */
final class TextListDeserializer extends StdDeserializer<List<String>> {

  private final boolean commaSeparated;

  TextListDeserializer(boolean commaSeparated) {
    super(List.class);
    this.commaSeparated = commaSeparated;
  }

  @Override
  public ValueDeserializer<?> createContextual(
      DeserializationContext context, @Nullable BeanProperty property) {
    return new TextListDeserializer(
        property != null && property.getAnnotation(CommaSeparated.class) != null);
  }

  @Override
  public @Nullable List<String> deserialize(JsonParser parser, DeserializationContext context) {
    var list = new ArrayList<String>();
    if (parser.currentToken() != JsonToken.START_ARRAY) {
      String text = TextDeserializer.text(parser, context);
      if (text == null) {
        return null;
      }
      add(list, text);
      return List.copyOf(list);
    }
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      String element =
          parser.currentToken() == JsonToken.VALUE_NULL
              ? null
              : TextDeserializer.text(parser, context);
      if (element != null) {
        add(list, element);
      }
    }
    return List.copyOf(list);
  }

  private void add(List<String> list, String text) {
    if (!commaSeparated) {
      list.add(text);
      return;
    }
    for (String value : text.split(",", -1)) {
      if (!value.isBlank()) {
        list.add(value.strip());
      }
    }
  }
}
