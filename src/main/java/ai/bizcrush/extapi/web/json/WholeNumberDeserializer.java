package ai.bizcrush.extapi.web.json;

import java.math.BigDecimal;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.deser.std.StdScalarDeserializer;

/** A whole number, also written {@code 10.0} or {@code "10"}; {@code ""} is absent. */
final class WholeNumberDeserializer<N extends Number> extends StdScalarDeserializer<N> {

  private static final int LONGEST = 40;

  private final Function<BigDecimal, N> exact;

  WholeNumberDeserializer(Class<N> type, Function<BigDecimal, N> exact) {
    super(type);
    this.exact = exact;
  }

  @Override
  public @Nullable N deserialize(JsonParser parser, DeserializationContext context) {
    String text = TextDeserializer.text(parser, context);
    if (text == null) {
      return null;
    }
    try {
      String digits = text.strip();
      // an exponent would make the exact value of a short text enormous
      if (digits.length() > LONGEST || digits.indexOf('e') >= 0 || digits.indexOf('E') >= 0) {
        throw new ArithmeticException();
      }
      return exact.apply(new BigDecimal(digits));
    } catch (ArithmeticException | NumberFormatException e) {
      return context.reportInputMismatch(handledType(), "not a whole number");
    }
  }
}
