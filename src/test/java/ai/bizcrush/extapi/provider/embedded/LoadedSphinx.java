package ai.bizcrush.extapi.provider.embedded;

import java.time.Duration;

/**
 * Recognisers for all tests of this JVM, because loading one takes seconds: each when it is needed.
 * A recogniser is for one thread at a time: work that goes on side by side needs {@link #another}
 * too.
 */
final class LoadedSphinx {

  private LoadedSphinx() {}

  /** A pool of it, which therefore has one permit. */
  static RecognizerPool pool(Duration wait) {
    return new RecognizerPool("test", 1, wait, LoadedSphinx::one);
  }

  static SphinxRecognizer one() {
    return First.ONE;
  }

  static SphinxRecognizer another() {
    return Second.ANOTHER;
  }

  /** For what is being spoken. */
  static SphinxRecognizer live() {
    return Live.LIVE;
  }

  private static final class First {
    private static final SphinxRecognizer ONE = SphinxRecognizer.load();
  }

  private static final class Live {
    private static final SphinxRecognizer LIVE = SphinxRecognizer.loadLive();
  }

  private static final class Second {
    private static final SphinxRecognizer ANOTHER = SphinxRecognizer.load();
  }
}
