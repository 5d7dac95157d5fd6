package ai.bizcrush.extapi.meetings.preferences;

import ai.bizcrush.extapi.shared.UserId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The preferences that users have saved. */
@Component
public class Preferences {

  private final JdbcClient jdbc;

  Preferences(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** The user's, or the standard ones, which name no spoken language. */
  public Preference of(UserId user) {
    return find(user).orElse(Preference.NONE);
  }

  Optional<Preference> find(UserId user) {
    return jdbc.sql("select * from meeting_preferences where user_id = ?")
        .param(user.value())
        .query(Preferences::preference)
        .optional();
  }

  static Preference preference(ResultSet row, int n) throws SQLException {
    return new Preference(
        texts(row, "original_languages"),
        row.getString("view_language"),
        texts(row, "translation_languages"),
        texts(row, "contextual_keywords"));
  }

  private static List<String> texts(ResultSet row, String column) throws SQLException {
    return List.of((String[]) row.getArray(column).getArray());
  }
}
