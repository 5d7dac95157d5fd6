package ai.bizcrush.extapi.meetings.preferences;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is to change of a {@link Preference}; null leaves it as it is. */
record PreferenceChange(
    @Nullable List<String> originalLanguages,
    @Nullable String viewLanguage,
    @Nullable List<String> translationLanguages,
    @Nullable List<String> contextualKeywords) {}
