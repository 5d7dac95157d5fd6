package ai.bizcrush.extapi.provider.embedded;

import java.time.Duration;

/** One recogniser for all tests of this JVM, because loading it takes seconds. */
final class LoadedSphinx {

  private static final SphinxRecognizer ONE = SphinxRecognizer.load();

  private LoadedSphinx() {}

  /** A pool of it, which therefore has one permit. */
  static RecognizerPool pool(Duration wait) {
    return new RecognizerPool("test", 1, wait, () -> ONE);
  }

  static SphinxRecognizer one() {
    return ONE;
  }
}
