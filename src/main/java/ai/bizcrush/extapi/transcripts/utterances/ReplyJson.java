package ai.bizcrush.extapi.transcripts.utterances;

import java.sql.SQLException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.ByteArrayBuilder;

/** A reply that is written while its rows are read. */
final class ReplyJson {

  private static final JsonFactory JSON = new JsonFactory();
  private static final int FIRST_BUFFER = 16 * 1024;

  private ReplyJson() {}

  /** Writes the members of the reply. */
  interface Members {
    void write(JsonGenerator json) throws SQLException;
  }

  static byte[] of(Members members) throws SQLException {
    try (var bytes = new ByteArrayBuilder(FIRST_BUFFER)) {
      try (var json = JSON.createGenerator(ObjectWriteContext.empty(), bytes)) {
        json.writeStartObject();
        members.write(json);
        json.writeEndObject();
      }
      return bytes.toByteArray();
    }
  }
}
