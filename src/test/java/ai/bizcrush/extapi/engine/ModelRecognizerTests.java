package ai.bizcrush.extapi.engine;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;

/** The contract asks for nothing that a recogniser could not do: this one is all it asks for. */
class ModelRecognizerTests extends FileRecognizerContract {

  @Override
  protected FileRecognizer recognizer(Scene scene) {
    return new Model(scene);
  }

  private record Model(Scene scene) implements FileRecognizer {

    @Override
    public FileCapabilities capabilities() {
      return new FileCapabilities(Set.of("en"), true, true, true, null);
    }

    @Override
    public Transcript recognize(Recording recording, RecognitionRequest request, EngineCall call)
        throws InterruptedException {
      return switch (scene) {
        case SPEECH -> new Transcript(List.of(utterance("0", 0)));
        case TWO_SPEAKERS ->
            new Transcript(
                List.of(utterance("0", 0), utterance(request.diarization() ? "1" : "0", 1)));
        case SILENCE -> Transcript.SILENCE;
        case ENDLESS -> {
          new CountDownLatch(1).await();
          yield Transcript.SILENCE;
        }
        case INPUT_REFUSED -> throw EngineException.rejected("HTTP 400");
        case OVER_CAPACITY -> throw EngineException.overCapacity("HTTP 429", Duration.ofSeconds(7));
        case CONNECTION_REFUSED, BLACK_HOLE, SLOW_BYTES, RESET, TEMPORARILY_UNAVAILABLE ->
            throw EngineException.passing("no answer", null, new IOException("reset"));
        case UNAUTHENTICATED,
            PAYMENT_REQUIRED,
            SERVER_ERROR,
            GARBAGE,
            WEB_PAGE,
            TRUNCATED,
            OVERSIZED ->
            throw EngineException.broken("not an answer", null);
      };
    }

    private static Utterance utterance(String speaker, int second) {
      var start = Duration.ofSeconds(second);
      var end = start.plusMillis(800);
      return new Utterance(
          speaker, "Hello.", start, end, 0.9, "en", List.of(new Word("Hello.", start, end, 0.9)));
    }
  }
}
