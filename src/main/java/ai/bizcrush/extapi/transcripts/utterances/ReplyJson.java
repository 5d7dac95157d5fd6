package ai.bizcrush.extapi.transcripts.utterances;

import java.io.OutputStream;
import java.sql.SQLException;
import java.util.Optional;
import org.springframework.util.unit.DataSize;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.ByteArrayBuilder;

/** A reply that is written while its rows are read. */
final class ReplyJson {

  private static final JsonFactory JSON = new JsonFactory();
  private static final int FIRST_BUFFER = 16 * 1024;

  private ReplyJson() {}

  /** The reply is as large as it may be. */
  private static final class Full extends RuntimeException {}

  /** Writes the members of the reply. */
  interface Members {
    void write(JsonGenerator json) throws SQLException;
  }

  /** One whose rows are few. */
  static byte[] of(Members members) throws SQLException {
    return write(DataSize.ofBytes(Integer.MAX_VALUE), members);
  }

  /** One that may grow too large: nothing, if it does. */
  static Optional<byte[]> of(DataSize most, Members members) throws SQLException {
    try {
      return Optional.of(write(most, members));
    } catch (Full e) {
      return Optional.empty();
    }
  }

  private static byte[] write(DataSize most, Members members) throws SQLException {
    try (var bytes = new ByteArrayBuilder(FIRST_BUFFER)) {
      try (var json = JSON.createGenerator(ObjectWriteContext.empty(), bounded(bytes, most))) {
        json.writeStartObject();
        members.write(json);
        json.writeEndObject();
      }
      return bytes.toByteArray();
    }
  }

  private static OutputStream bounded(ByteArrayBuilder bytes, DataSize most) {
    return new OutputStream() {
      @Override
      public void write(byte[] from, int offset, int length) {
        if (bytes.size() + (long) length > most.toBytes()) {
          throw new Full();
        }
        bytes.write(from, offset, length);
      }

      @Override
      public void write(int one) {
        write(new byte[] {(byte) one}, 0, 1);
      }
    };
  }
}
