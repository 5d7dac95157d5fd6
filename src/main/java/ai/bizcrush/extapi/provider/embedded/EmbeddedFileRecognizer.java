package ai.bizcrush.extapi.provider.embedded;

import ai.bizcrush.extapi.engine.EngineCall;
import ai.bizcrush.extapi.engine.FileCapabilities;
import ai.bizcrush.extapi.engine.FileRecognizer;
import ai.bizcrush.extapi.engine.RecognitionRequest;
import ai.bizcrush.extapi.engine.Recording;
import ai.bizcrush.extapi.engine.Transcript;
import ai.bizcrush.extapi.engine.Utterance;
import ai.bizcrush.extapi.engine.Word;
import ai.bizcrush.extapi.provider.embedded.turns.Samples;
import ai.bizcrush.extapi.provider.embedded.turns.Turn;
import ai.bizcrush.extapi.provider.embedded.turns.Turns;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * English dictation by sphinx4, with speakers told apart by our own clustering. It takes recordings
 * of any length: only speech is recognised, a turn at a time.
 *
 * <p>It writes what it heard and no more: lower case but for the first word of an utterance and
 * "I", no punctuation, numbers as words.
 */
final class EmbeddedFileRecognizer implements FileRecognizer {

  private static final String ENGLISH = "en";
  private static final FileCapabilities CAPABILITIES =
      new FileCapabilities(Set.of(ENGLISH), false, true, false, null);

  private final RecognizerPool pool;

  EmbeddedFileRecognizer(RecognizerPool pool) {
    this.pool = pool;
  }

  @Override
  public FileCapabilities capabilities() {
    return CAPABILITIES;
  }

  @Override
  public Transcript recognize(Recording recording, RecognitionRequest request, EngineCall call)
      throws InterruptedException {
    return pool.call(
        call,
        (sphinx, cancellation) -> {
          var utterances = new ArrayList<Utterance>();
          for (Turn turn : Turns.of(recording, request.diarization(), cancellation::check)) {
            short[] samples = Samples.read(recording, turn.heard());
            List<Word> words = sphinx.recognize(samples, cancellation);
            if (!words.isEmpty()) {
              utterances.add(utterance(turn, Orthography.of(words, turn)));
            }
          }
          return new Transcript(utterances);
        });
  }

  private static Utterance utterance(Turn turn, List<Word> words) {
    return new Utterance(
        Integer.toString(turn.speaker()),
        String.join(" ", words.stream().map(Word::text).toList()),
        turn.speech().start(),
        turn.speech().end(),
        words.stream().mapToDouble(Word::confidence).average().orElse(0),
        ENGLISH,
        words);
  }
}
