package ai.bizcrush.extapi.provider.vosk;

import static org.assertj.core.api.Assertions.assertThat;

import ai.bizcrush.extapi.engine.Deaf;
import ai.bizcrush.extapi.engine.EngineException;
import ai.bizcrush.extapi.engine.LanguageHints;
import ai.bizcrush.extapi.engine.LiveLines;
import ai.bizcrush.extapi.engine.LiveSession;
import ai.bizcrush.extapi.engine.LiveWord;
import ai.bizcrush.extapi.engine.RecognitionRequest;
import ai.bizcrush.extapi.engine.http.Allocation;
import ai.bizcrush.extapi.engine.http.ConfiguredProvider;
import ai.bizcrush.extapi.engine.socket.PlayedSocket;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a stream makes of each reply. */
class VoskStreamTests {

  private static final byte[] SECOND = new byte[32_000];
  private static final String SILENCE = "<70400>";

  private final PlayedSocket engine = new PlayedSocket();
  private final LiveLines heard = new LiveLines();

  @Test
  void theSettingsGoFirst() {
    open(Map.of());

    assertThat(engine.uri()).hasToString("ws://localhost:2700");
    assertThat(engine.sent())
        .containsExactly(
            "{\"config\":{\"sample_rate\":16000,\"words\":true,\"max_alternatives\":0}}");
    assertThat(heard.next()).containsExactly("ready");
  }

  @Test
  void expectedWordsAreAllThatIsHeardWhereThatIsWanted() {
    open(Map.of("phrases", "true"), "Biz \"Crush\"", "네");

    assertThat(engine.sent().getFirst())
        .endsWith(",\"phrase_list\":[\"biz \\\"crush\\\"\",\"네\",\"[unk]\"]}}");
  }

  @Test
  void withoutExpectedWordsEverythingIsHeard() {
    open(Map.of("phrases", "true"));

    assertThat(engine.sent().getFirst()).doesNotContain("phrase_list");
  }

  @Test
  void everyReplyTellsHowMuchWasHeard() {
    var session = open(Map.of());
    sendSeconds(session, 3);
    heard.next();

    engine.says("{\"partial\" : \"\"}");
    engine.says("{\"partial\" : \"good\"}");
    engine.says("{\"partial\" : \"good  morning\"}");

    assertThat(heard.next())
        .containsExactly(
            "progress 500 1000",
            "interim good",
            "progress 500 2000",
            "interim good morning",
            "progress 500 3000");
  }

  @Test
  void theSameReplyAgainIsOnlyProgress() {
    var session = open(Map.of());
    sendSeconds(session, 3);
    heard.next();

    engine.says("{\"partial\" : \"good\"}");
    engine.says("{\"partial\" : \"good\"}");
    engine.says("{\"partial\" : \"\"}");

    assertThat(heard.next())
        .containsExactly(
            "interim good", "progress 0 1000", "progress 0 2000", "interim", "progress 2500 3000");
  }

  @Test
  void aFinalReplyIsAnUtterance() {
    var session = open(Map.of());
    sendSeconds(session, 4);
    engine.says("{\"partial\" : \"good\"}");
    heard.next();

    engine.says(
        """
        {"result" : [{"conf" : 0.75, "start" : 0.120000, "end" : 0.4499, "word" : "good"},
                     {"conf" : 1.5, "start" : 0.9, "end" : 0.8, "word" : "mor\\u0000ning"},
                     {"word" : ""}, {"word" : "all"}, null],
         "spk" : [0.1, 0.2], "spk_frames" : 200, "text" : "good morning all"}""");
    engine.says("{\"text\" : \"\"}");
    engine.says("{\"partial\" : \"\"}");

    assertThat(heard.next())
        .containsExactly(
            "finals good morning all",
            "endpoint",
            "progress 1500 2000",
            "progress 2500 3000",
            "progress 3500 4000");
    assertThat(heard.record().finals())
        .containsExactly(
            new LiveWord(" good", 120, 450, 0.75, "", "de"),
            new LiveWord(" morning", 900, 900, 1, "", "de"),
            new LiveWord(" all", -1, -1, 0, "", "de"));
  }

  @Test
  void aTextWithoutWordsHasNoTimes() {
    var session = open(Map.of());
    sendSeconds(session, 1);

    engine.says("{\"text\" : \"good morning\"}");

    assertThat(heard.record().finals())
        .containsExactly(
            new LiveWord(" good", -1, -1, 0, "", "de"),
            new LiveWord(" morning", -1, -1, 0, "", "de"));
  }

  @Test
  void aResetEndsTheUtterance() {
    var session = open(Map.of());
    sendSeconds(session, 2);
    engine.says("{\"partial\" : \"one\"}");
    session.finish();
    engine.says("{\"partial\" : \"one two\"}");
    heard.next();

    engine.says(result("one", 0.5));

    assertThat(engine.sent()).endsWith("<32000>", "{\"reset\" : 1}");
    assertThat(heard.next()).containsExactly("finals one", "endpoint", "progress 2000 2000");
  }

  @Test
  void aResetIsAnsweredWithoutWordsToo() {
    var session = open(Map.of());
    heard.next();

    session.finish();
    engine.says("{\"text\": \"\"}");

    assertThat(heard.next()).containsExactly("endpoint");
  }

  @Test
  void timesGoOnAfterAReset() {
    var session = open(Map.of());
    sendSeconds(session, 2);
    engine.says("{\"partial\" : \"one\"}");
    engine.says("{\"partial\" : \"one\"}");
    session.finish();
    engine.says(result("one", 1.0));
    sendSeconds(session, 1);

    engine.says(result("two", 2.1));

    assertThat(heard.record().finals()).extracting(LiveWord::startMs).containsExactly(1000L, 2100L);
  }

  @Test
  void aRecogniserThatBeginsAnewIsBroughtBackToTheClockOfTheSession() {
    var session = open(Map.of());
    sendSeconds(session, 2);
    engine.says("{\"partial\" : \"one\"}");
    engine.says("{\"partial\" : \"one\"}");
    session.finish();
    engine.says(result("one", 1.0));
    sendSeconds(session, 6);
    engine.says(result("two", 0.1));
    engine.says(result("three", 1.5));
    session.finish();
    sendSeconds(session, 5);
    for (int i = 0; i < 4; i++) {
      engine.says("{\"partial\" : \"\"}");
    }
    engine.says("{\"text\" : \"\"}");

    engine.says(result("four", 0.5));

    assertThat(heard.record().finals())
        .extracting(LiveWord::startMs)
        .containsExactly(1000L, 2100L, 3500L, 8500L);
  }

  @Test
  void anOldServerIsSentSilence() {
    var session = open(Map.of("reset", "false"));
    sendSeconds(session, 2);
    engine.says("{\"partial\" : \"one\"}");
    engine.says("{\"partial\" : \"one\"}");
    session.finish();
    heard.next();

    engine.says(result("one", 1.0));
    sendSeconds(session, 2);
    engine.says("{\"partial\" : \"\"}");
    engine.says(result("two", 5.0));

    assertThat(engine.sent()).endsWith("<32000>", SILENCE, "<32000>", "<32000>");
    assertThat(heard.next())
        .containsExactly(
            "finals one",
            "endpoint",
            "progress 2000 2000",
            "progress 2500 3000",
            "finals two",
            "endpoint",
            "progress 3500 4000");
    assertThat(heard.record().finals()).extracting(LiveWord::startMs).containsExactly(1000L, 2800L);
  }

  @Test
  void silenceIsSentUntilTheUtteranceEndsButNotForEver() {
    var session = open(Map.of("reset", "false"));
    sendSeconds(session, 1);
    engine.says("{\"partial\" : \"one\"}");
    session.finish();
    heard.next();

    engine.says("{\"partial\" : \"one\"}");
    engine.says("{\"partial\" : \"one\"}");
    assertThat(heard.next()).doesNotContain("endpoint");
    engine.says("{\"partial\" : \"one\"}");

    assertThat(heard.next()).containsExactly("interim one", "endpoint");
    assertThat(engine.sent()).endsWith("<32000>", SILENCE, SILENCE, SILENCE);
  }

  @Test
  void silenceWhereNothingWasSaidEndsNothing() {
    var session = open(Map.of("reset", "false"));
    sendSeconds(session, 1);
    engine.says("{\"partial\" : \"\"}");
    session.finish();
    heard.next();

    engine.says("{\"partial\" : \"\"}");

    assertThat(heard.next()).containsExactly("endpoint", "progress 1000 1000");
  }

  @Test
  void theEndIsAFinalReply() {
    var session = open(Map.of());
    sendSeconds(session, 1);
    session.end();
    session.end();
    session.audio(SECOND, 0, SECOND.length);
    heard.next();

    engine.says("{\"partial\" : \"one\"}");
    engine.says(result("one", 0.2));

    assertThat(engine.sent()).endsWith("<32000>", "{\"eof\" : 1}", "close");
    assertThat(heard.next())
        .containsExactly(
            "interim one",
            "progress 0 1000",
            "finals one",
            "endpoint",
            "progress 1000 1000",
            "ended");
    engine.closes(1000);
    assertThat(heard.next()).isEmpty();
  }

  @Test
  void aConnectionThatEndsAfterTheFinalReplyHasEnded() {
    var session = open(Map.of());
    session.end();
    heard.next();

    engine.says("{\"text\" : \"\"}");
    engine.closes(1006);

    assertThat(heard.next()).containsExactly("ended");
  }

  @ParameterizedTest
  @ValueSource(ints = {1000, 1006, 1011})
  void aConnectionThatEndsBeforeHasNot(int code) {
    var session = open(Map.of());
    sendSeconds(session, 1);
    session.end();
    heard.next();

    engine.says("{\"partial\" : \"one\"}");
    engine.closes(code);

    assertThat(heard.next()).endsWith("failed");
    assertThat(heard.failure().retryable()).isTrue();
    assertThat(heard.failure()).hasMessage("closed the stream with " + code);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "secret",
        "{}",
        "[]",
        "null",
        "{\"partial\" : [\"secret\"]}",
        "{\"partial\" : \"secret",
        "{\"text\" : \"secret\", \"result\" : \"secret\"}",
        "{\"text\" : \"secret\", \"result\" : [\"secret\"]}",
        "{\"text\" : \"secret\", \"result\" : [{\"word\" : \"secret\", \"conf\" : nan}]}",
        "{\"text\" : \"secret\", \"result\" : [{\"word\" : \"secret\", \"start\" : \"secret\"}]}",
        "{\"text\" : \"secret\", \"result\" : [{\"word\" : \"secret\", \"start\" : 1e12}]}",
        "<html>secret</html>"
      })
  void whatMakesNoSenseIsAFault(String reply) {
    var session = open(Map.of());
    sendSeconds(session, 1);
    heard.next();

    engine.says(reply);

    assertThat(engine.aborted()).isTrue();
    heard.assertGarbage("secret");
  }

  @Test
  void aReplyThatNobodyAskedForIsAFault() {
    open(Map.of());

    engine.says("{\"partial\" : \"\"}");

    assertThat(heard.failure()).hasMessage("answered more than it was asked");
  }

  @Test
  void aServerThatKnowsNoResetIsAFault() {
    var session = open(Map.of());
    session.finish();

    engine.says("{\"partial\" : \"\"}");

    assertThat(heard.failure()).hasMessage("answered without a final result");
  }

  /** Ten replies a second, and most are the same again. */
  @Test
  void aRepeatedReplyTakesNoMemory() {
    var session =
        new VoskEngines(engine)
            .live(new ConfiguredProvider("vosk", Map.of("language", "de")))
            .open(
                new RecognitionRequest(LanguageHints.AUTOMATIC, true, List.of()),
                new Deaf(),
                Runnable::run);
    engine.opens();
    engine.forgets();
    byte[] reply = "{\"partial\" : \"good morning\"}".getBytes(StandardCharsets.UTF_8);
    exchange(session, reply, 100);
    var allocation = new Allocation();

    try (allocation) {
      exchange(session, reply, 10_000);
    }

    assertThat(allocation.bytes() / 10_000).isLessThan(8);
  }

  private void exchange(LiveSession session, byte[] reply, int times) {
    for (int i = 0; i < times; i++) {
      session.audio(SECOND, 0, 3200);
      engine.says(reply);
    }
  }

  @Test
  void aTextThatIsNoSpeechIsAFault() {
    var session = open(Map.of());
    sendSeconds(session, 1);

    engine.says("{\"text\" : \"" + "x".repeat(16 << 20) + "\"}");

    assertThat(heard.failure()).hasMessage("an unreadable message");
  }

  @Test
  void largeAudioIsSentInMessagesThatTheServerTakes() {
    var session = open(Map.of());

    session.audio(new byte[1 << 20], 0, 1 << 20);
    session.audio(SECOND, 0, 0);

    assertThat(engine.sent().subList(1, engine.sent().size()))
        .containsExactly("<524288>", "<524288>");
  }

  @Test
  void thereIsNoMessageToKeepTheServer() {
    var session = open(Map.of());

    session.keepAlive();

    assertThat(engine.sent()).hasSize(1);
  }

  @Test
  void nothingIsSaidAfterAnAbort() {
    var session = open(Map.of());
    heard.next();

    session.abort();
    session.audio(SECOND, 0, SECOND.length);
    session.finish();
    session.end();

    assertThat(engine.aborted()).isTrue();
    assertThat(engine.sent()).hasSize(1);
    assertThat(heard.next()).isEmpty();
  }

  @Test
  void aFailureOfTheSocketIsPassedOn() {
    open(Map.of());
    var failure = EngineException.passing("refused", null, null);

    engine.fails(failure);

    assertThat(heard.failure()).isSameAs(failure);
  }

  private LiveSession open(Map<String, String> properties, String... keywords) {
    var all = new HashMap<>(Map.of("language", "de"));
    all.putAll(properties);
    var session =
        new VoskEngines(engine)
            .live(new ConfiguredProvider("vosk", all))
            .open(
                new RecognitionRequest(LanguageHints.AUTOMATIC, true, List.of(keywords)),
                heard.record(),
                Runnable::run);
    engine.opens();
    return session;
  }

  private static void sendSeconds(LiveSession session, int seconds) {
    for (int i = 0; i < seconds; i++) {
      session.audio(SECOND, 0, SECOND.length);
    }
  }

  private static String result(String word, double start) {
    return """
        {"result" : [{"conf" : 1.000000, "start" : %s, "end" : %s, "word" : "%s"}], "text" : "%s"}"""
        .formatted(start, start + 0.2, word, word);
  }
}
