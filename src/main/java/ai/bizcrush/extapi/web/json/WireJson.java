package ai.bizcrush.extapi.web.json;

import ai.bizcrush.extapi.shared.Cursor;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.BeanDescription;
import tools.jackson.databind.DeserializationConfig;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JacksonModule;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.jsontype.TypeDeserializer;
import tools.jackson.databind.module.SimpleDeserializers;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.type.CollectionType;

/**
 * JSON as clients see it: snake_case names, lenient in, strict out. The two mappers are apart so
 * that the leniency meant for requests reaches nothing else.
 */
@Configuration(proxyBeanMethods = false)
public class WireJson {

  private static final int DEEPEST = 64;

  /** In characters, as it is written. */
  static final int LONGEST_NUMBER = 100;

  @Bean
  JsonMapperBuilderCustomizer repliesInWireFormat() {
    return builder ->
        builder
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .addModule(
                new SimpleModule("replies").addSerializer(Instant.class, new TimeSerializer()));
  }

  /** Reads request bodies into records; see the leniency that each deserializer documents. */
  static JsonMapper requestMapper() {
    var constraints =
        StreamReadConstraints.builder()
            .maxNestingDepth(DEEPEST)
            .maxNumberLength(LONGEST_NUMBER)
            .build();
    return JsonMapper.builder(
            JsonFactory.builder()
                .streamReadConstraints(constraints)
                .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                .build())
        .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
        .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
        .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
        .addModule(lenient())
        .build();
  }

  private static JacksonModule lenient() {
    var module =
        new SimpleModule("lenient") {
          @Override
          public void setupModule(SetupContext context) {
            super.setupModule(context);
            context.addDeserializers(new TextLists());
          }
        };
    return module
        .addDeserializer(String.class, new TextDeserializer())
        .addDeserializer(Boolean.class, new FlagDeserializer())
        .addDeserializer(
            Integer.class, new WholeNumberDeserializer<>(Integer.class, BigDecimal::intValueExact))
        .addDeserializer(
            Long.class, new WholeNumberDeserializer<>(Long.class, BigDecimal::longValueExact))
        .addDeserializer(
            BigInteger.class,
            new WholeNumberDeserializer<>(BigInteger.class, BigDecimal::toBigIntegerExact))
        .addDeserializer(Instant.class, TimeDeserializer.ofTimes())
        .addDeserializer(Cursor.class, TimeDeserializer.ofCursors());
  }

  private static final class TextLists extends SimpleDeserializers {
    @Override
    public @Nullable ValueDeserializer<?> findCollectionDeserializer(
        CollectionType type,
        DeserializationConfig config,
        BeanDescription.Supplier bean,
        @Nullable TypeDeserializer elementTypes,
        @Nullable ValueDeserializer<?> elements) {
      return type.getRawClass() == List.class && type.getContentType().hasRawClass(String.class)
          ? new TextListDeserializer(false)
          : null;
    }
  }
}
