package ai.bizcrush.extapi.web.json;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.deser.std.StdScalarDeserializer;

/** A string; {@code ""} is absent, other scalars are taken as they are written. */
final class TextDeserializer extends StdScalarDeserializer<String> {

  TextDeserializer() {
    super(String.class);
  }

  @Override
  public @Nullable String deserialize(JsonParser parser, DeserializationContext context) {
    return text(parser, context);
  }

  static @Nullable String text(JsonParser parser, DeserializationContext context) {
    return switch (parser.currentToken()) {
      case VALUE_STRING -> parser.getString().isEmpty() ? null : parser.getString();
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT, VALUE_TRUE, VALUE_FALSE -> parser.getString();
      case null, default -> context.reportInputMismatch(String.class, "not a string");
    };
  }
}
