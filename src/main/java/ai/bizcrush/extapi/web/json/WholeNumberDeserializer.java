package ai.bizcrush.extapi.web.json;

import java.math.BigDecimal;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.deser.std.StdScalarDeserializer;

/**
 * A whole number, also written {@code 10.0}, {@code 1e1} or {@code "10"}; {@code ""} is absent.
 * What has more digits than any bound is as large as such a number can be.
 */
final class WholeNumberDeserializer<N extends Number> extends StdScalarDeserializer<N> {

  private static final int MOST_DIGITS = 40;
  private static final BigDecimal LARGEST = BigDecimal.TEN.pow(MOST_DIGITS);

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
      if (text.length() > WireJson.LONGEST_NUMBER) {
        throw new NumberFormatException();
      }
      return exact.apply(bounded(new BigDecimal(text.strip())));
    } catch (ArithmeticException | NumberFormatException e) {
      return context.reportInputMismatch(handledType(), "not a whole number");
    }
  }

  /** An exponent would make the exact value of a short text enormous. */
  private static BigDecimal bounded(BigDecimal number) {
    long digits = (long) number.precision() - number.scale();
    if (number.signum() == 0) {
      return BigDecimal.ZERO;
    }
    if (digits <= 0) {
      throw new ArithmeticException("a fraction");
    }
    return digits <= MOST_DIGITS ? number : LARGEST.multiply(BigDecimal.valueOf(number.signum()));
  }
}
