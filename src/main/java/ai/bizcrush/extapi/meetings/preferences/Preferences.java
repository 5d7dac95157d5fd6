package ai.bizcrush.extapi.meetings.preferences;

import static java.time.ZoneOffset.UTC;

import ai.bizcrush.extapi.shared.UserId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The preferences that users have saved. */
@Component
public class Preferences {

  private final JdbcClient jdbc;
  private final Clock clock;

  Preferences(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /** The user's, or the standard ones, which name no spoken language. */
  public Preference of(UserId user) {
    return find(user).orElse(Preference.NONE);
  }

  Optional<Preference> find(UserId user) {
    return jdbc.sql(
            """
            select original_languages, view_language, translation_languages, contextual_keywords
            from meeting_preferences where user_id = ?
            """)
        .param(user.value())
        .query(Preferences::preference)
        .optional();
  }

  /**
   * Saves what is to change. Two changes of different things do not undo each other.
   *
   * @return all that is saved then
   */
  Preference save(UserId user, PreferenceChange change) {
    return jdbc.sql(
            """
            insert into meeting_preferences as saved
              (user_id, original_languages, view_language, translation_languages,
               contextual_keywords, updated_at)
            values (:user, coalesce(:original, '{}'::text[]), coalesce(:view, :standard),
              coalesce(:translation, '{}'::text[]), coalesce(:keywords, '{}'::text[]), :now)
            on conflict (user_id) do update set
              original_languages = coalesce(:original, saved.original_languages),
              view_language = coalesce(:view, saved.view_language),
              translation_languages = coalesce(:translation, saved.translation_languages),
              contextual_keywords = coalesce(:keywords, saved.contextual_keywords),
              updated_at = :now
            returning original_languages, view_language, translation_languages,
              contextual_keywords
            """)
        .param("user", user.value())
        .param("original", array(change.originalLanguages()))
        .param("view", change.viewLanguage())
        .param("standard", Preference.STANDARD_LANGUAGE)
        .param("translation", array(change.translationLanguages()))
        .param("keywords", array(change.contextualKeywords()))
        .param("now", clock.instant().atOffset(UTC))
        .query(Preferences::preference)
        .single();
  }

  private static Preference preference(ResultSet row, int n) throws SQLException {
    return new Preference(
        texts(row, "original_languages"),
        row.getString("view_language"),
        texts(row, "translation_languages"),
        texts(row, "contextual_keywords"));
  }

  private static String @Nullable [] array(@Nullable List<String> texts) {
    return texts == null ? null : texts.toArray(String[]::new);
  }

  private static List<String> texts(ResultSet row, String column) throws SQLException {
    return List.of((String[]) row.getArray(column).getArray());
  }
}
