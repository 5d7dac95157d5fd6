package ai.bizcrush.extapi.provider.openai;

import ai.bizcrush.extapi.engine.TranscriptBuilder;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Languages by their English names, as Whisper tells them. */
final class LanguageNames {

  private static final Map<String, String> CODES = codes();

  private LanguageNames() {}

  /** The code of a language that is named in English or by its code; {@code ""} when unknown. */
  static String code(@Nullable String name) {
    if (name == null) {
      return "";
    }
    String code = CODES.get(name.strip().toLowerCase(Locale.ROOT));
    return code == null ? TranscriptBuilder.language(name) : code;
  }

  private static Map<String, String> codes() {
    var codes = new HashMap<String, String>();
    for (String code : Locale.getISOLanguages()) {
      codes.put(Locale.of(code).getDisplayLanguage(Locale.ENGLISH).toLowerCase(Locale.ROOT), code);
    }
    codes.putAll(Map.of("mandarin", "zh", "castilian", "es", "valencian", "ca", "flemish", "nl"));
    return Map.copyOf(codes);
  }
}
