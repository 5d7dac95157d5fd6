package ai.bizcrush.extapi.engine;

/** Tells the language of a text, for engines that do not. Does no I/O. */
@FunctionalInterface
public interface LanguageIdentifier {

  /**
   * The language that a text is most likely written in.
   *
   * @param hints what the client expects, the likeliest first; may be empty
   * @return a base language, {@code ""} when there is no telling
   */
  String identify(String text, LanguageHints hints);
}
