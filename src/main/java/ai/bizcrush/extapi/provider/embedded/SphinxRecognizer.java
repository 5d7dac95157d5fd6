package ai.bizcrush.extapi.provider.embedded;

import ai.bizcrush.extapi.engine.Recording;
import ai.bizcrush.extapi.engine.Word;
import edu.cmu.sphinx.decoder.search.SearchManager;
import edu.cmu.sphinx.frontend.Data;
import edu.cmu.sphinx.frontend.DataEndSignal;
import edu.cmu.sphinx.frontend.DataProcessor;
import edu.cmu.sphinx.frontend.FrontEnd;
import edu.cmu.sphinx.result.Result;
import edu.cmu.sphinx.result.WordResult;
import edu.cmu.sphinx.util.props.ConfigurationManager;
import edu.cmu.sphinx.util.props.ConfigurationManagerUtils;
import java.net.URL;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A loaded sphinx4 with its English models: 2 to 8 seconds to load, about 160 MiB, for one thread
 * at a time. A search takes nearly 30 MiB more for each second of its stretch. Its search is driven
 * here directly, a third of a second of audio at a time, so that it can be left in the middle.
 *
 * <p>Every stretch is recognised on its own: nothing of one is left for the next.
 */
final class SphinxRecognizer {

  /** Shorter than this there is no word, and the front end wants some frames for its deltas. */
  private static final int FEWEST_SAMPLES = Recording.SAMPLE_RATE / 10;

  private static final int FRAMES_AT_ONCE = 30;

  private final SearchManager search;
  private final FrontEnd frontEnd;
  private final @Nullable RunningMean mean;

  private SphinxRecognizer(SearchManager search, FrontEnd frontEnd, @Nullable RunningMean mean) {
    this.search = search;
    this.frontEnd = frontEnd;
    this.mean = mean;
  }

  /** One for stretches that are there as a whole. */
  static SphinxRecognizer load() {
    return load("frontEnd", null);
  }

  /** One for stretches that are being spoken. */
  static SphinxRecognizer loadLive() {
    return load("liveFrontEnd", "runningMean");
  }

  /** One at a time in the whole process: loading registers timers and counters in static maps. */
  private static SphinxRecognizer load(String frontEnd, @Nullable String mean) {
    synchronized (SphinxRecognizer.class) {
      URL file = SphinxRecognizer.class.getResource("sphinx4.config.xml");
      var configuration = new ConfigurationManager(Objects.requireNonNull(file));
      ConfigurationManagerUtils.setProperty(configuration, "scorer", "frontend", frontEnd);
      var search = (SearchManager) configuration.lookup("search");
      search.allocate();
      return new SphinxRecognizer(
          search,
          (FrontEnd) configuration.lookup(frontEnd),
          mean == null ? null : (RunningMean) configuration.lookup(mean));
    }
  }

  /**
   * The words of a stretch of speech of some seconds, in lower case, in order; empty when no word
   * survived. Times begin at the stretch's first sample; the confidence is the word's posterior
   * probability.
   */
  List<Word> recognize(short[] samples, Cancellation cancellation) {
    if (samples.length < FEWEST_SAMPLES) {
      return List.of();
    }
    return recognize(StretchSource.of(samples), _ -> cancellation.check());
  }

  /**
   * The same of a stretch that comes while it is heard, however long its source makes us wait.
   *
   * @param soFar is told the words every third of a second; they may all change yet
   */
  List<Word> recognize(DataProcessor stretch, Consumer<List<Word>> soFar) {
    frontEnd.setDataSource(stretch);
    boolean heardAll = false;
    search.startRecognition();
    try {
      Result result;
      while ((result = search.recognize(FRAMES_AT_ONCE)) != null && !result.isFinal()) {
        soFar.accept(spoken(result).toList());
      }
      heardAll = true;
      return result == null ? List.of() : words(result);
    } finally {
      search.stopRecognition();
      if (!heardAll) {
        drain();
      }
    }
  }

  /** Lets go of the last stretch's search, which may be larger than the models. */
  void forget() {
    if (mean != null) {
      mean.forget();
    }
    frontEnd.setDataSource(StretchSource.of(new short[0]));
    search.startRecognition();
    search.stopRecognition();
    drain();
  }

  /** The cepstra of the whole stretch wait in the front end: the next would begin with them. */
  private void drain() {
    Data data;
    do {
      data = frontEnd.getData();
    } while (data != null && !(data instanceof DataEndSignal));
  }

  private static List<Word> words(Result result) {
    var posteriors = WordPosteriors.of(result);
    return spoken(result)
        .map(
            word ->
                new Word(
                    word.text(),
                    word.start(),
                    word.end(),
                    posteriors.of(word.text(), word.start().toMillis(), word.end().toMillis())))
        .toList();
  }

  /** Without confidences, which are laborious. */
  private static Stream<Word> spoken(Result result) {
    return result.getTimedBestResult(false).stream()
        .filter(word -> !word.getWord().isSentenceStartWord())
        .filter(word -> !word.getWord().isSentenceEndWord())
        .map(SphinxRecognizer::word);
  }

  private static Word word(WordResult word) {
    long start = word.getTimeFrame().getStart();
    long end = Math.max(start, word.getTimeFrame().getEnd());
    return new Word(
        word.getWord().getSpelling(), Duration.ofMillis(start), Duration.ofMillis(end), 0);
  }
}
