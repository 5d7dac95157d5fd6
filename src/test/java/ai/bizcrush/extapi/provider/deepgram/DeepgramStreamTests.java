package ai.bizcrush.extapi.provider.deepgram;

import static org.assertj.core.api.Assertions.assertThat;

import ai.bizcrush.extapi.engine.Deaf;
import ai.bizcrush.extapi.engine.EngineException;
import ai.bizcrush.extapi.engine.EngineException.Kind;
import ai.bizcrush.extapi.engine.ForwardingListener;
import ai.bizcrush.extapi.engine.LanguageHints;
import ai.bizcrush.extapi.engine.LiveLines;
import ai.bizcrush.extapi.engine.LiveSession;
import ai.bizcrush.extapi.engine.LiveWord;
import ai.bizcrush.extapi.engine.RecognitionRequest;
import ai.bizcrush.extapi.engine.http.Allocation;
import ai.bizcrush.extapi.engine.socket.PlayedSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a stream makes of each message. */
class DeepgramStreamTests {

  private static final byte[] SECOND = new byte[32_000];

  private final PlayedSocket engine = new PlayedSocket();
  private final LiveLines heard = new LiveLines();
  private final Queue<Runnable> loop = new ArrayDeque<>();
  private LiveSession session = open(true, "en");

  private LiveSession open(boolean diarization, String... languages) {
    return new DeepgramStream(
        new RecognitionRequest(LanguageHints.of(List.of(languages)), diarization, List.of()),
        heard.record(),
        loop::add,
        engine,
        URI.create("wss://localhost/v1/listen"),
        Map.of());
  }

  @BeforeEach
  void start() {
    engine.opens();
    sendSeconds(10);
    assertThat(heard.next()).containsExactly("ready");
  }

  @Test
  void interimResultsReplaceEachOtherUntilTheWindowIsFinal() {
    engine.says(interim(0, 1.0, "good"));
    engine.says(interim(0, 1.5, "good morning"));
    engine.says(finals(0, 2.0, "Good morning.", ""));
    engine.says(interim(2.0, 1, "everybody"));

    assertThat(heard.next())
        .containsExactly(
            "interim good",
            "progress 0 1000",
            "interim good morning",
            "progress 0 1500",
            "finals Good morning.",
            "progress 2000 2000",
            "interim everybody",
            "progress 2000 3000");
  }

  @Test
  void aPauseEndsTheUtterance() {
    engine.says(finals(0, 2, "one", ""));
    engine.says(finals(2, 1, "two", ",\"speech_final\":true"));

    assertThat(heard.next())
        .containsExactly(
            "finals one", "progress 2000 2000", "finals two", "endpoint", "progress 3000 3000");
  }

  @Test
  void anUtteranceEndsOnce() {
    engine.says(finals(0, 2, "one", ",\"speech_final\":true"));
    heard.next();

    engine.says(utteranceEnd("0.3"));
    engine.says(finals(2, 2, "", ",\"speech_final\":true"));

    assertThat(heard.next()).containsExactly("progress 4000 4000");
  }

  @Test
  void aGapBetweenWordsEndsItWhereNoPauseWasHeard() {
    engine.says(finals(0, 2, "one", ""));
    heard.next();

    engine.says(utteranceEnd("0.3"));

    assertThat(heard.next()).containsExactly("endpoint");
  }

  @Test
  void aGapWithoutWordsCountsToo() {
    engine.says(finals(0, 2, "one", ""));
    heard.next();

    engine.says(utteranceEnd("-1"));

    assertThat(heard.next()).containsExactly("endpoint");
  }

  @Test
  void aLateGapDoesNotEndTheNextUtterance() {
    engine.says(finals(0, 2, "one", ""));
    engine.says(finals(2, 2, "two", ""));
    heard.next();

    engine.says(utteranceEnd("0.3"));

    assertThat(heard.next()).isEmpty();
  }

  @Test
  void emptyFinalsMoveTheProgressAlone() {
    engine.says(finals(0, 3.2, "", ""));

    assertThat(heard.next()).containsExactly("progress 3200 3200");
  }

  @Test
  void aTailThatCameToNothingIsTakenBack() {
    engine.says(interim(0, 1, "hm"));
    engine.says(finals(0, 2, "", ""));

    assertThat(heard.next())
        .containsExactly("interim hm", "progress 0 1000", "interim", "progress 2000 2000");
  }

  @Test
  void aWindowIsFinalOnce() {
    engine.says(finals(0, 2, "one", ""));
    engine.says(finals(0, 2, "one", ""));
    engine.says(interim(0, 2, "one"));

    assertThat(heard.next()).containsExactly("finals one", "progress 2000 2000");
  }

  @Test
  void whatComesLateOfAClosedWindowLeavesTheTailAlone() {
    engine.says(finals(0, 2, "one", ""));
    engine.says(interim(2, 1, "two"));
    heard.next();

    engine.says(interim(0, 1.9, "on"));
    engine.says(finals(0, 2, "one", ""));

    assertThat(heard.next()).isEmpty();
  }

  @Test
  void aPauseBeforeTheEndOfTheAudioIsNoAnswer() {
    session.finish();

    engine.says(finals(0, 4, "one", ",\"speech_final\":true"));
    engine.says(finals(4, 6, "", ",\"from_finalize\":true"));

    assertThat(heard.next())
        .containsExactly(
            "finals one", "endpoint", "progress 4000 4000", "endpoint", "progress 10000 10000");
  }

  @Test
  void finishingIsAnsweredByAnEndpoint() {
    session.finish();
    engine.says(finals(0, 10, "one", ",\"from_finalize\":true"));
    engine.says(utteranceEnd("0.3"));

    assertThat(engine.sent()).contains("{\"type\":\"Finalize\"}");
    assertThat(heard.next()).containsExactly("finals one", "endpoint", "progress 10000 10000");
  }

  @Test
  void wordsThatCameAfterTheAnswerToAFinishAreAnUtteranceToo() {
    session.finish();
    engine.says(finals(0, 9.95, "one", ""));
    heard.next();

    engine.says(finals(9.95, 0.05, "two", ",\"from_finalize\":true"));

    assertThat(heard.next()).containsExactly("finals two", "endpoint", "progress 10000 10000");
  }

  @Test
  void finishingIsAnsweredWithoutWordsToo() {
    session.finish();
    engine.says(finals(0, 10, "", ",\"from_finalize\":true"));
    engine.says(finals(10, 0, "", ",\"from_finalize\":true"));

    assertThat(heard.next()).containsExactly("endpoint", "progress 10000 10000");
  }

  @Test
  void finishingIsAnsweredByTheEngineThatSaysNothingOfIt() {
    session.finish();
    engine.says(finals(0, 4, "one", ""));
    engine.says(finals(4, 6, "two", ""));

    assertThat(heard.next())
        .containsExactly(
            "finals one", "progress 4000 4000", "finals two", "endpoint", "progress 10000 10000");
  }

  @Test
  void withEverythingFinalAnEndpointNeedsNoAnswer() {
    engine.says(finals(0, 10, "one", ""));
    heard.next();

    session.finish();
    assertThat(heard.next()).isEmpty();
    loop.remove().run();

    assertThat(heard.next()).containsExactly("endpoint");
    engine.says(finals(10, 0, "", ",\"from_finalize\":true"));
    assertThat(heard.next()).isEmpty();
  }

  @Test
  void wordsHaveTimesSpeakersAndLanguages() {
    engine.says(
        """
        {"type":"Results","channel_index":[0,1],"duration":2,"start":0,"is_final":true,"channel":{"alternatives":[
          {"transcript":"Tell me","confidence":0.99,"languages":["en"],"words":[
            {"word":"tell","punctuated_word":"Tell","start":0.0996,"end":0.3,"confidence":0.75,"speaker":0,"language":"en-US"},
            {"word":"me","start":0.5,"end":0.4,"confidence":7,"speaker":12,"language":"ko"},
            {"word":"x\\u0000y","start":-1},
            {"word":"\\u0000"},
            {"word":"more","start":0.9,"end":1.0,"speaker":null}]},
          {"transcript":"Sell me","words":[{"word":"sell"}]}]}}""");

    assertThat(heard.record().finals())
        .containsExactly(
            new LiveWord(" Tell", 100, 300, 0.75, "0", "en"),
            new LiveWord(" me", 500, 500, 1, "12", "ko"),
            new LiveWord(" xy", 0, 0, 0, "12", "en"),
            new LiveWord(" more", 900, 1000, 0, "12", "en"));
  }

  @Test
  void withoutDiarizationThereAreNoSpeakers() {
    session = open(false);
    engine.opens();

    sendSeconds(1);
    engine.says(finals(0, 1, "one", ""));

    assertThat(heard.record().finals())
        .containsExactly(new LiveWord(" one", 100, 300, 0.9, "", ""));
  }

  @Test
  void aTranscriptWithoutWordsIsOnePiece() {
    engine.says(
        """
        {"type":"Results","duration":2,"start":1,"is_final":true,"channel":{"alternatives":[
          {"confidence":0.5,"transcript":" Tell me "}]}}""");

    assertThat(heard.record().finals())
        .containsExactly(new LiveWord(" Tell me", 1000, 3000, 0.5, "0", "en"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"type\":\"SpeechStarted\",\"channel\":[0,1],\"timestamp\":9.54}",
        "{\"type\":\"Metadata\",\"request_id\":\"x\",\"duration\":1.0,\"channels\":1}",
        "{\"type\":\"ConfigureSuccess\",\"thresholds\":{}}",
        "{\"type\":\"Results\"}",
        "{\"type\":null,\"channel\":null}",
        "{\"type\":\"Results\",\"channel\":{\"alternatives\":null}}",
        "{\"type\":\"Results\",\"channel\":{\"alternatives\":[null,{}]}}",
        "{\"type\":\"Results\",\"channel\":{\"alternatives\":[{\"words\":null}]}}",
        "{\"type\":\"Results\",\"channel\":{\"alternatives\":[{\"words\":[null,{}]}]}}",
      })
  void messagesWithNothingInThemSayNothing(String message) {
    engine.says(message);

    assertThat(heard.next()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "secret",
        "[]",
        "null",
        "\"secret\"",
        "<html>secret</html>",
        "{\"type\":\"Results\",\"secret\"",
        "{\"type\":7}",
        "{\"type\":\"Results\",\"start\":NaN}",
        "{\"type\":\"Results\",\"start\":\"secret\"}",
        "{\"type\":\"Results\",\"start\":1e999}",
        "{\"type\":\"Results\",\"start\":41}",
        "{\"type\":\"Results\",\"is_final\":\"secret\"}",
        "{\"type\":\"Results\",\"channel\":{\"alternatives\":\"secret\"}}",
        "{\"type\":\"Results\",\"channel\":{\"alternatives\":[\"secret\"]}}",
        "{\"type\":\"Results\",\"channel\":{\"alternatives\":[{\"words\":\"secret\"}]}}",
        "{\"type\":\"Results\",\"channel\":{\"alternatives\":[{\"words\":[{\"word\":[\"secret\"]}]}]}}",
        "{\"type\":\"Results\",\"channel\":{\"alternatives\":[{\"words\":[{\"word\":\"secret\",\"start\":1e30}]}]}}",
        "{\"type\":\"Results\",\"channel\":{\"alternatives\":[{\"words\":[{\"word\":\"secret\",\"speaker\":1e30}]}]}}",
      })
  void whatMakesNoSenseIsAFault(String message) {
    engine.says(message);

    assertThat(engine.aborted()).isTrue();
    heard.assertGarbage("secret");
  }

  /** Ten words with their texts, the list, the parser and what it makes of thirty numbers. */
  @Test
  void anInterimTakesLittleMemory() {
    session =
        new DeepgramStream(
            new RecognitionRequest(LanguageHints.AUTOMATIC, true, List.of()),
            new Deaf(),
            Runnable::run,
            engine,
            URI.create("wss://localhost/v1/listen"),
            Map.of());
    engine.opens();
    sendSeconds(10);
    String word =
        """
        {"word":"morning","start":1.23,"end":1.45,"confidence":0.98765,"speaker":0,"punctuated_word":"Morning,","language":"en"}""";
    byte[] message =
        ("""
         {"type":"Results","channel_index":[0,1],"duration":3.5,"start":1.0,"is_final":false,"speech_final":false,"channel":{"alternatives":[
          {"transcript":"%s","confidence":0.9,"languages":["en"],"words":[%s]}]},"metadata":{"request_id":"1"},"from_finalize":false}"""
                .formatted("Morning, ".repeat(10), String.join(",", Collections.nCopies(10, word))))
            .getBytes(StandardCharsets.UTF_8);
    repeat(message, 2000);
    var allocation = new Allocation();

    try (allocation) {
      repeat(message, 10_000);
    }

    assertThat(allocation.bytes() / 10_000).isLessThan(4000);
  }

  private void repeat(byte[] message, int times) {
    for (int i = 0; i < times; i++) {
      engine.says(message);
    }
  }

  @Test
  void aTextThatIsNoSpeechIsAFault() {
    engine.says(finals(0, 1, "x".repeat(16 << 20), ""));

    assertThat(heard.failure()).hasMessage("an unreadable message");
  }

  @Test
  void anErrorMessageEndsTheStream() {
    engine.says(
        "{\"type\":\"Error\",\"description\":\"secret\",\"message\":\"secret\",\"variant\":\"secret\"}");
    engine.closes(1011);

    assertThat(heard.next()).containsExactly("failed");
    assertThat(heard.failure().retryable()).isTrue();
    assertThat(heard.failure()).hasMessage("reported an error");
  }

  @Test
  void theEndIsTheMetadata() {
    session.end();
    session.audio(SECOND, 0, SECOND.length);
    session.keepAlive();
    engine.says(finals(0, 10, "one", ",\"speech_final\":true"));
    engine.says("{\"type\":\"Metadata\",\"duration\":10.0}");

    assertThat(engine.sent()).endsWith("<32000>", "{\"type\":\"CloseStream\"}", "close");
    assertThat(heard.next())
        .containsExactly("finals one", "endpoint", "progress 10000 10000", "ended");
    engine.closes(1000);
    assertThat(heard.next()).isEmpty();
  }

  /** As when a client had said everything before the engine was ready. */
  @Test
  void anEndAsSoonAsItIsReadyIsToldOnce() {
    var other = new PlayedSocket();
    var listener =
        new ForwardingListener(heard.record()) {
          @Override
          public void ready() {
            session.audio(SECOND, 0, SECOND.length);
            session.end();
          }
        };
    session =
        new DeepgramStream(
            new RecognitionRequest(LanguageHints.AUTOMATIC, true, List.of()),
            listener,
            loop::add,
            other,
            URI.create("wss://localhost/v1/listen"),
            Map.of());

    other.opens();

    assertThat(other.sent()).containsExactly("<32000>", "{\"type\":\"CloseStream\"}");
  }

  @Test
  void aCloseWithoutMetadataIsNoEnd() {
    session.end();

    engine.closes(1000);

    assertThat(heard.next()).containsExactly("failed");
    assertThat(heard.failure().retryable()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "1000, UNAVAILABLE, true",
    "1006, UNAVAILABLE, true",
    "1007, UNAVAILABLE, false",
    "1008, REJECTED, false",
    "1011, UNAVAILABLE, true"
  })
  void aCloseSaysWhoIsAtFault(int code, Kind kind, boolean retryable) {
    engine.closes(code);

    assertThat(heard.next()).containsExactly("failed");
    assertThat(heard.failure().kind()).isEqualTo(kind);
    assertThat(heard.failure().retryable()).isEqualTo(retryable);
    assertThat(heard.failure()).hasMessage("closed the stream with " + code);
  }

  @Test
  void aFailureOfTheSocketIsPassedOn() {
    var failure = EngineException.overCapacity("answered 429", null);

    engine.fails(failure);

    assertThat(heard.failure()).isSameAs(failure);
  }

  @Test
  void anEmptyMessageIsNeverSent() {
    int before = engine.sent().size();

    session.audio(SECOND, 0, 0);

    assertThat(engine.sent()).hasSize(before);
  }

  @Test
  void silenceIsKeptAliveByAText() {
    session.keepAlive();

    assertThat(engine.sent().getLast()).isEqualTo("{\"type\":\"KeepAlive\"}");
  }

  @Test
  void nothingIsSaidAfterAnAbort() {
    engine.says(finals(0, 10, "one", ""));
    session.finish();
    heard.next();

    session.abort();
    loop.forEach(Runnable::run);

    assertThat(engine.aborted()).isTrue();
    assertThat(heard.next()).isEmpty();
  }

  private void sendSeconds(int seconds) {
    for (int i = 0; i < seconds; i++) {
      session.audio(SECOND, 0, SECOND.length);
    }
  }

  private static String interim(double start, double duration, String text) {
    return results(start, duration, text, ",\"is_final\":false,\"speech_final\":false");
  }

  private static String finals(double start, double duration, String text, String more) {
    return results(start, duration, text, ",\"is_final\":true" + more);
  }

  /** Every word lasts 200 ms and begins 100 ms after the window. */
  private static String results(double start, double duration, String text, String more) {
    String words =
        text.isEmpty()
            ? ""
            : """
              {"word":"%s","start":%s,"end":%s,"confidence":0.9,"speaker":0}"""
                .formatted(text, start + 0.1, start + 0.3);
    return """
        {"type":"Results","channel_index":[0,1],"duration":%s,"start":%s,"channel":{"alternatives":[
         {"transcript":"%s","confidence":0.9,"words":[%s]}]},"metadata":{"request_id":"1","model_info":{"name":"n"}}%s}"""
        .formatted(duration, start, text, words, more);
  }

  private static String utteranceEnd(String seconds) {
    return "{\"type\":\"UtteranceEnd\",\"channel\":[0,1],\"last_word_end\":" + seconds + "}";
  }
}
