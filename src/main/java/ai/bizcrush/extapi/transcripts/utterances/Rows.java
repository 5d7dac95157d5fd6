package ai.bizcrush.extapi.transcripts.utterances;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import tools.jackson.core.JsonGenerator;

/** How rows are written: straight from the database into the reply, with no object in between. */
enum Rows {

  /** Chunks of live recordings. */
  CHUNKS(
      "live_chunks",
      "chunks",
      "octet_length(text)",
      """
      id, meeting_id, message_id, owner_id, speaker, text, is_final, language, start_ms, end_ms,
      created_at, updated_at
      """) {
    @Override
    OffsetDateTime write(ResultSet row, JsonGenerator json, TimeText times) throws SQLException {
      json.writeStartObject();
      json.writeStringProperty("id", row.getString(1));
      json.writeStringProperty("meeting_id", row.getString(2));
      json.writeStringProperty("message_id", row.getString(3));
      json.writeStringProperty("user_id", row.getString(4));
      json.writeStringProperty("speaker", row.getString(5));
      json.writeStringProperty("text", row.getString(6));
      json.writeBooleanProperty("is_final", row.getBoolean(7));
      json.writeStringProperty("language", row.getString(8));
      json.writeNumberProperty("start_ms", row.getLong(9));
      json.writeNumberProperty("end_ms", row.getLong(10));
      return writeTimes(row, 11, json, times);
    }
  },

  /** Utterances; a text was corrected if there is an original. */
  UTTERANCES(
      "utterances",
      "utterances",
      "octet_length(transcript) + octet_length(coalesce(original_transcript, transcript))",
      """
      id, meeting_id, message_id, speaker, transcript, original_transcript, confidence, language,
      start_ms, end_ms, created_at, updated_at
      """) {
    @Override
    OffsetDateTime write(ResultSet row, JsonGenerator json, TimeText times) throws SQLException {
      String transcript = row.getString(5);
      String original = row.getString(6);
      json.writeStartObject();
      json.writeStringProperty("id", row.getString(1));
      json.writeStringProperty("meeting_id", row.getString(2));
      json.writeStringProperty("message_id", row.getString(3));
      json.writeStringProperty("speaker", row.getString(4));
      json.writeStringProperty("transcript", transcript);
      json.writeStringProperty("original_transcript", original == null ? transcript : original);
      json.writeNumberProperty("confidence", Math.round(row.getDouble(7) * 1000) / 1000.0);
      json.writeStringProperty("language", row.getString(8));
      json.writeNumberProperty("start_ms", row.getLong(9));
      json.writeNumberProperty("end_ms", row.getLong(10));
      json.writeBooleanProperty("is_edited", original != null);
      return writeTimes(row, 11, json, times);
    }
  };

  private final String table;
  private final String name;
  private final String bytes;
  private final String columns;

  Rows(String table, String name, String bytes, String columns) {
    this.table = table;
    this.name = name;
    this.bytes = bytes;
    this.columns = columns;
  }

  String table() {
    return table;
  }

  /** Of a list of them. */
  String listName() {
    return name;
  }

  /** How many bytes of text a row has, as an expression. */
  String bytes() {
    return bytes;
  }

  /** What is to be selected, in this order. */
  String columns() {
    return columns;
  }

  /** Writes the row, and returns its {@code updated_at}. */
  abstract OffsetDateTime write(ResultSet row, JsonGenerator json, TimeText times)
      throws SQLException;

  private static OffsetDateTime writeTimes(
      ResultSet row, int first, JsonGenerator json, TimeText times) throws SQLException {
    OffsetDateTime updatedAt = row.getObject(first + 1, OffsetDateTime.class);
    times.write("created_at", row.getObject(first, OffsetDateTime.class), json);
    times.write("updated_at", updatedAt, json);
    json.writeEndObject();
    return updatedAt;
  }
}
