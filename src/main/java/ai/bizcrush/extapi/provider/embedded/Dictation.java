package ai.bizcrush.extapi.provider.embedded;

import ai.bizcrush.extapi.engine.LiveListener;
import ai.bizcrush.extapi.engine.LiveWord;
import ai.bizcrush.extapi.engine.Word;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What a recogniser does for a live session: it waits for speech, and follows it to its pause. */
final class Dictation implements RecognizerPool.Work<Boolean> {

  /** Frames of an utterance after which progress is told. */
  private static final int TELL_EVERY = 25;

  private final Microphone microphone;
  private final Consumer<Consumer<LiveListener>> tell;
  private int frames;

  /**
   * @param tell passes on what the session's listener is told
   */
  Dictation(AudioInbox inbox, Consumer<Consumer<LiveListener>> tell) {
    this.microphone = new Microphone(inbox, this::silence);
    this.tell = tell;
  }

  /** True: the session was heard to its end. */
  @Override
  public Boolean with(SphinxRecognizer recognizer, Cancellation cancellation) {
    tell.accept(LiveListener::ready);
    while (true) {
      switch (microphone.await()) {
        case SPEECH -> follow(recognizer, cancellation);
        case MARK -> settle(List.of());
        case END -> {
          long heard = microphone.heardMs();
          tell.accept(
              listener -> {
                listener.progress(heard, heard);
                listener.ended();
              });
          return true;
        }
        case CANCELLED -> throw new CancellationException();
      }
    }
  }

  private void follow(SphinxRecognizer recognizer, Cancellation cancellation) {
    long startMs = microphone.speechMs();
    List<Word> words =
        recognizer.recognize(
            new StretchSource(() -> next(startMs)),
            soFar -> {
              cancellation.check();
              interim(startMs, soFar);
            });
    cancellation.check();
    settle(written(startMs, words));
  }

  /** A sign of work now and then: on a busy machine there may be seconds between two words. */
  private short @Nullable [] next(long startMs) {
    short[] frame = microphone.next();
    if (frame != null && ++frames % TELL_EVERY == 0) {
      long heard = microphone.heardMs();
      tell.accept(listener -> listener.progress(startMs, heard));
    }
    return frame;
  }

  private void interim(long startMs, List<Word> soFar) {
    List<LiveWord> words = written(startMs, soFar);
    long heard = microphone.heardMs();
    tell.accept(
        listener -> {
          listener.interim(words);
          listener.progress(startMs, heard);
        });
  }

  /** An utterance is over, one without words too. */
  private void settle(List<LiveWord> words) {
    long heard = microphone.heardMs();
    tell.accept(
        listener -> {
          listener.finals(words);
          listener.endpoint();
          listener.progress(heard, heard);
        });
  }

  private void silence() {
    long heard = microphone.heardMs();
    long settled = microphone.speechMs();
    tell.accept(listener -> listener.progress(settled, heard));
  }

  private List<LiveWord> written(long startMs, List<Word> spoken) {
    return Orthography.live(spoken, startMs, microphone.heardMs());
  }
}
