package ai.bizcrush.extapi.transcription.live.wire;

import com.networknt.schema.Error;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The published description of the stream. */
final class AsyncApi {

  private static final String NAME = "urn:asyncapi";

  private final JsonNode document;
  private final SchemaRegistry schemas;

  private AsyncApi(JsonNode document) {
    this.document = document;
    // at the top of the document a member has the name of a schema's keyword
    String schemas = "{\"components\":" + document.get("components") + "}";
    this.schemas =
        SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_7, it -> it.schemas(Map.of(NAME, schemas)));
  }

  static AsyncApi read() {
    try (InputStream in = ClientFrames.class.getResourceAsStream("asyncapi.yaml")) {
      return new AsyncApi(new YAMLMapper().readTree(Objects.requireNonNull(in)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A part of the document, by its JSON pointer. */
  JsonNode at(String pointer) {
    return document.at(pointer);
  }

  /** What of a frame is not as the message says. */
  List<Error> deviations(String message, JsonNode frame) {
    var place = SchemaLocation.of(NAME + "#/components/messages/" + message + "/payload");
    return schemas.getSchema(place).validate(frame);
  }
}
