package ai.bizcrush.extapi.web.json;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.deser.std.StdScalarDeserializer;

/** A boolean, also written {@code "true"}, {@code "false"}, 1 or 0; {@code ""} is absent. */
final class FlagDeserializer extends StdScalarDeserializer<Boolean> {

  FlagDeserializer() {
    super(Boolean.class);
  }

  @Override
  public @Nullable Boolean deserialize(JsonParser parser, DeserializationContext context) {
    String text = TextDeserializer.text(parser, context);
    if (text == null) {
      return null;
    }
    return switch (text.strip().toLowerCase(Locale.ROOT)) {
      case "true", "1" -> true;
      case "false", "0" -> false;
      default -> context.reportInputMismatch(Boolean.class, "not a boolean");
    };
  }
}
