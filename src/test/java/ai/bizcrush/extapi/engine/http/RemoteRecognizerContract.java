package ai.bizcrush.extapi.engine.http;

import static org.assertj.core.api.Assertions.assertThat;

import ai.bizcrush.extapi.engine.FileRecognizer;
import ai.bizcrush.extapi.engine.FileRecognizerContract;
import ai.bizcrush.extapi.engine.Scene;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Stages every {@link Scene} for an adapter that talks to a {@link ScriptedVendor}. */
public abstract class RemoteRecognizerContract<V extends ScriptedVendor>
    extends FileRecognizerContract {

  protected final EngineHttp http = new EngineHttp(Clock.systemUTC());
  protected final V vendor;

  protected RemoteRecognizerContract(V vendor) {
    this.vendor = vendor;
  }

  /** The adapter, configured for {@link #API_KEY} and this base URL. */
  protected abstract FileRecognizer recognizer(String baseUrl);

  @AfterEach
  void close() throws IOException {
    vendor.close();
    http.close();
  }

  @Override
  protected FileRecognizer recognizer(Scene scene) throws IOException {
    String good = vendor.transcript("1");
    switch (scene) {
      case SPEECH -> vendor.hear(Hearing.SPEECH);
      case SILENCE -> vendor.hear(Hearing.SILENCE);
      case TWO_SPEAKERS -> vendor.hear(Hearing.TWO_SPEAKERS);
      case CONNECTION_REFUSED -> {
        return recognizer(ScriptedServer.refusingAddress());
      }
      case BLACK_HOLE, ENDLESS -> vendor.misbehave(vendor::takesAudio, Behaviour.BLACK_HOLE);
      case INPUT_REFUSED -> refuse(400);
      case UNAUTHENTICATED -> refuse(401);
      case PAYMENT_REQUIRED -> refuse(402);
      case OVER_CAPACITY ->
          vendor.misbehave(
              vendor::takesAudio, vendor.failure(429, SPOKEN).with("Retry-After", "7"));
      case SERVER_ERROR -> refuse(500);
      case TEMPORARILY_UNAVAILABLE -> refuse(503);
      case GARBAGE -> answer(Reply.json(200, vendor.transcript('"' + SPOKEN + '"')));
      case WEB_PAGE -> answer(Reply.html(200, "<html><p>" + SPOKEN + "</p></html>"));
      case TRUNCATED -> answer(Reply.json(200, good.substring(0, good.length() / 2)));
      case RESET -> answer(Behaviour.reset(good));
      case OVERSIZED -> answer(Reply.json(200, good + " ".repeat(AnswerReader.MOST_BYTES)));
      case SLOW_BYTES -> answer(Behaviour.slowly(good, Duration.ofMillis(400)));
    }
    return recognizer(vendor.address());
  }

  private void refuse(int status) {
    vendor.misbehave(vendor::takesAudio, vendor.failure(status, SPOKEN));
  }

  private void answer(Behaviour spoilt) {
    vendor.misbehave(vendor::givesTranscript, spoilt);
  }

  /** What the calling thread asks for, kept or not: it sends the recording and reads the answer. */
  @Test
  void theLongestRecordingTakesNoMemory() throws Exception {
    var recognizer = recognizer(Scene.SPEECH);
    var length = Objects.requireNonNull(recognizer.capabilities().maxDuration());
    var recording = SparseRecording.of(folder, length);
    var allocation = new Allocation();

    try (allocation) {
      assertThat(recognizer.recognize(recording, request(Scene.SPEECH), PATIENT).utterances())
          .isNotEmpty();
    }

    assertThat(allocation.bytes()).isLessThan(16L << 20);
  }

  @Test
  void theCheckFindsAnEngineThatWorks() throws Exception {
    recognizer(Scene.SPEECH).check(PATIENT);
  }
}
