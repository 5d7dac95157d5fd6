package ai.bizcrush.extapi.engine;

import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** What an engine knows of languages, and what follows from it for a route. */
public interface LanguageSkills {

  /** Base languages (ISO 639) that it recognises. */
  Set<String> languages();

  /** Whether it finds out the language by itself. */
  boolean detectsLanguage();

  /** Whether it knows one of the languages that are expected; detection is another question. */
  default boolean knows(LanguageHints hints) {
    return hints.automatic() || hints.codes().stream().anyMatch(languages()::contains);
  }

  /** The hints without the languages that it does not know. */
  default LanguageHints fitted(LanguageHints hints) {
    return new LanguageHints(hints.codes().stream().filter(languages()::contains).toList());
  }

  /**
   * The engines that can serve a request, in their order.
   *
   * <p>An engine is passed over when it knows none of the expected languages. Where none are
   * expected the language has to be detected, so an engine that only ever writes the languages it
   * knows is asked only when the route has no other: better no text than one that was never said.
   */
  static <E> List<E> able(
      List<E> engines, Function<E, ? extends LanguageSkills> skills, LanguageHints hints) {
    boolean detecting =
        hints.automatic()
            && engines.stream().anyMatch(engine -> skills.apply(engine).detectsLanguage());
    return engines.stream()
        .filter(engine -> skills.apply(engine).knows(hints))
        .filter(engine -> !detecting || skills.apply(engine).detectsLanguage())
        .toList();
  }
}
