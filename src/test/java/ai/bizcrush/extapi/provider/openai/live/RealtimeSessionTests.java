package ai.bizcrush.extapi.provider.openai.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import ai.bizcrush.extapi.engine.Deaf;
import ai.bizcrush.extapi.engine.EngineException;
import ai.bizcrush.extapi.engine.EngineException.Kind;
import ai.bizcrush.extapi.engine.LanguageHints;
import ai.bizcrush.extapi.engine.LiveLines;
import ai.bizcrush.extapi.engine.LiveListener;
import ai.bizcrush.extapi.engine.LiveSession;
import ai.bizcrush.extapi.engine.LiveWord;
import ai.bizcrush.extapi.engine.RecognitionRequest;
import ai.bizcrush.extapi.engine.http.Allocation;
import ai.bizcrush.extapi.engine.http.ConfiguredProvider;
import ai.bizcrush.extapi.engine.socket.PlayedSocket;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a session makes of each event. */
class RealtimeSessionTests {

  private static final String COMMIT = "{\"type\":\"input_audio_buffer.commit\"}";
  private static final byte[] SECOND = speech(16_000);

  private final LiveLines heard = new LiveLines();
  private final Queue<Runnable> loop = new ArrayDeque<>();
  private PlayedSocket engine = new PlayedSocket();
  private LiveSession session = open(Map.of());

  private static byte[] speech(int samples) {
    byte[] pcm = new byte[2 * samples];
    new Random(1).nextBytes(pcm);
    return pcm;
  }

  private LiveSession open(Map<String, String> properties) {
    return open(properties, heard.record(), "en");
  }

  private LiveSession open(
      Map<String, String> properties, LiveListener listener, String... languages) {
    var all = new HashMap<>(Map.of("model", "gpt-4o-transcribe"));
    all.putAll(properties);
    var settings = new ConfiguredProvider("openai", all).as(RealtimeSettings.class);
    return new RealtimeRecognizer(
            settings, "https://api.openai.com", "key", LanguageHints.SUPPORTED, engine)
        .open(
            new RecognitionRequest(
                LanguageHints.of(List.of(languages)), true, List.of("Biz Crush", "a,b")),
            listener,
            loop::add);
  }

  private void reopen(Map<String, String> properties) {
    engine = new PlayedSocket();
    session = open(properties);
    begin();
    heard.next();
  }

  @BeforeEach
  void start() {
    begin();
    assertThat(heard.next()).containsExactly("ready");
  }

  private void begin() {
    engine.opens();
    engine.says("{\"type\":\"session.created\",\"session\":{}}");
    engine.says("{\"type\":\"session.updated\",\"session\":{}}");
  }

  @Test
  void whatIsWantedIsSaidWhenTheServerIsThere() {
    engine = new PlayedSocket();
    open(Map.of());
    engine.opens();
    assertThat(engine.sent()).isEmpty();

    engine.says("{\"type\":\"session.created\"}");

    assertThat(engine.sent())
        .containsExactly(
            """
            {"type":"session.update","session":{"type":"transcription","audio":{"input":{\
            "format":{"type":"audio/pcm","rate":24000},\
            "transcription":{"model":"gpt-4o-transcribe","language":"en","prompt":"Biz Crush, a,b"},\
            "turn_detection":{"type":"server_vad","threshold":0.5,"prefix_padding_ms":300,\
            "silence_duration_ms":500}}}}}""");
    assertThat(engine.uri()).hasToString("wss://api.openai.com/v1/realtime?intent=transcription");
    assertThat(engine.headers()).isEqualTo(Map.of("Authorization", "Bearer key"));
    assertThat(heard.next()).isEmpty();
  }

  @Test
  void modelsThatWriteWhileTheyHearAreToldInLists() {
    engine = new PlayedSocket();
    open(
        Map.of("model", "gpt-live-transcribe", "noise-reduction", "far_field"),
        heard.record(),
        "en",
        "ko");
    engine.opens();
    engine.says("{\"type\":\"session.created\"}");

    assertThat(engine.sent())
        .containsExactly(
            """
            {"type":"session.update","session":{"type":"transcription","audio":{"input":{\
            "format":{"type":"audio/pcm","rate":24000},"noise_reduction":{"type":"far_field"},\
            "transcription":{"model":"gpt-live-transcribe","languages":["en","ko"],\
            "keywords":["Biz Crush","a,b"]},"turn_detection":null}}}}""");
  }

  @Test
  void aTurnBecomesAnUtterance() {
    hand(SECOND);
    engine.says(started("a", 100));
    hand(SECOND);
    engine.says(stopped("a", 1900));
    engine.says(committed("a", null));
    engine.says(delta("a", "Good"));
    engine.says(delta("a", " morning."));
    engine.says(completed("a", "Good morning."));

    assertThat(heard.next())
        .containsExactly(
            "interim Good", "interim Good morning.", "finals Good morning.", "endpoint");
    assertThat(heard.record().finals())
        .containsExactly(
            new LiveWord(" Good", 100, 653, 0, "", "en"),
            new LiveWord(" morning.", 792, 1900, 0, "", "en"));
  }

  @Test
  void turnsAreSaidInTheirOrder() {
    hand(SECOND);
    engine.says(committed("a", null));
    engine.says(committed("b", "a"));
    engine.says(committed("c", "b"));
    engine.says(delta("c", "three"));
    engine.says(completed("b", "two"));
    engine.says(delta("a", "one"));
    engine.says(completed("c", "three"));
    engine.says(completed("a", "one"));

    assertThat(heard.next())
        .containsExactly(
            "interim three",
            "interim two three",
            "interim one two three",
            "interim one two three",
            "finals one",
            "endpoint",
            "finals two",
            "endpoint",
            "finals three",
            "endpoint");
  }

  @Test
  void theServerSaysWhichTurnIsBefore() {
    hand(SECOND);
    engine.says(started("b", 500));
    engine.says(started("a", 0));
    engine.says(committed("a", null));
    engine.says(committed("b", "a"));
    engine.says(completed("b", "two"));
    assertThat(heard.next()).containsExactly("interim two");

    engine.says(completed("a", "one"));

    assertThat(heard.next()).containsExactly("finals one", "endpoint", "finals two", "endpoint");
  }

  @Test
  void turnsAreSaidInTheOrderOfTheAudioWhicheverIsWrittenFirst() {
    hand(SECOND);
    engine.says(delta("b", "two"));
    engine.says(delta("a", "one"));
    engine.says(committed("a", null));
    engine.says(committed("b", "a"));
    heard.next();

    engine.says(completed("b", "two"));
    engine.says(completed("a", "one"));

    assertThat(heard.next())
        .containsExactly("interim one two", "finals one", "endpoint", "finals two", "endpoint");
  }

  @Test
  void aPauseWithinLongAudioIsHeardWhereItIs() {
    reopen(Map.of("turns", "client", "pause", "500ms"));
    byte[] wordAndPause = Arrays.copyOf(speech(1600), SECOND.length);

    hand(wordAndPause);

    assertThat(engine.sent().contains(COMMIT)).isTrue();
  }

  @Test
  void everySampleIsSentByTheEnd() {
    hand(SECOND);
    session.end();

    int bytes = 0;
    for (String message : engine.sent()) {
      if (message.contains("buffer.append")) {
        String audio = message.substring(0, message.lastIndexOf('"'));
        bytes += Base64.getDecoder().decode(audio.substring(audio.lastIndexOf('"') + 1)).length;
      }
    }
    assertThat(bytes).isEqualTo(48_000);
  }

  @Test
  void aTurnThatWasHeardForNothingHoldsNothingUp() {
    hand(SECOND);
    engine.says(started("ghost", 0));
    engine.says(committed("a", null));
    engine.says(completed("a", "one"));

    assertThat(heard.next()).containsExactly("finals one", "endpoint");
    session.finish();
    assertThat(engine.sent()).doesNotContain(COMMIT);
  }

  @Test
  void aTurnIsSaidOnce() {
    hand(SECOND);
    engine.says(committed("a", null));
    engine.says(completed("a", "one"));
    engine.says(completed("a", "one"));
    engine.says(delta("a", "one"));
    engine.says(committed("a", null));

    assertThat(heard.next()).containsExactly("finals one", "endpoint");
  }

  @Test
  void aTurnWithoutWordsTakesItsTailBack() {
    hand(SECOND);
    engine.says(committed("a", null));
    engine.says(delta("a", "hm"));
    engine.says(completed("a", ""));

    assertThat(heard.next()).containsExactly("interim hm", "interim");
  }

  /** As speaches tells it, whose times begin with each turn. */
  @Test
  void anotherServersTurnGrowsBeforeItIsCommitted() {
    reopen(Map.of("turn-clock", "true"));
    hand(SECOND);
    engine.says(started("a", 200));
    engine.says(
        "{\"type\":\"input_audio_buffer.partial_transcription\",\"item_id\":\"a\",\"transcript\":\"on\"}");
    engine.says(
        "{\"type\":\"input_audio_buffer.partial_transcription\",\"item_id\":\"a\",\"transcript\":\"one\"}");
    engine.says(stopped("a", 900));
    engine.says(committed("a", null));
    engine.says(completed("a", "one"));
    hand(SECOND);
    engine.says(started("b", 200));
    engine.says(stopped("b", 900));
    engine.says(committed("b", "x"));
    engine.says(completed("b", "two"));

    assertThat(heard.next())
        .containsExactly(
            "interim on", "interim one", "finals one", "endpoint", "finals two", "endpoint");
    assertThat(heard.record().finals())
        .extracting(LiveWord::startMs, LiveWord::endMs)
        .containsExactly(tuple(200L, 900L), tuple(1200L, 1900L));
  }

  @Test
  void finishingCommitsAndIsAnsweredByTheTurn() {
    hand(SECOND);
    engine.says(started("a", 0));
    session.finish();
    runLoop();
    assertThat(engine.sent()).endsWith(COMMIT);
    assertThat(heard.next()).isEmpty();

    engine.says(committed("a", null));
    engine.says(completed("a", "one"));

    assertThat(heard.next()).containsExactly("finals one", "endpoint");
  }

  @Test
  void finishingWaitsForEarlierTurnsAndForARefusedCommit() {
    hand(SECOND);
    engine.says(started("a", 0));
    session.finish();
    engine.says(stopped("a", 900));
    engine.says(committed("a", null));
    engine.says(error("invalid_request_error", "input_audio_buffer_commit_empty"));
    assertThat(heard.next()).isEmpty();

    engine.says(completed("a", ""));

    assertThat(heard.next()).containsExactly("endpoint");
  }

  @Test
  void withNothingLeftAnEndpointNeedsNoAnswer() {
    session.finish();
    assertThat(heard.next()).isEmpty();
    runLoop();

    assertThat(heard.next()).containsExactly("endpoint");
    assertThat(engine.sent()).doesNotContain(COMMIT);
  }

  @Test
  void theEndWaitsForTheLastTurn() {
    hand(SECOND);
    engine.says(started("a", 0));
    session.end();
    session.audio(SECOND, 0, SECOND.length);
    runLoop();
    engine.says(committed("a", null));
    assertThat(engine.sent()).endsWith(COMMIT);
    engine.says(completed("a", "one"));
    assertThat(engine.sent()).endsWith("close");
    engine.closes(1000);

    assertThat(heard.next()).containsExactly("finals one", "endpoint", "ended");
  }

  @Test
  void aCloseBeforeTheLastTurnIsNoEnd() {
    hand(SECOND);
    engine.says(started("a", 0));
    session.end();
    engine.closes(1000);

    assertThat(heard.next()).containsExactly("failed");
    assertThat(heard.failure().retryable()).isTrue();
  }

  @Test
  void aTurnThatIsNeverAnsweredIsAFailure() {
    hand(SECOND);
    engine.says(committed("a", null));
    for (int i = 0; i < 60; i++) {
      hand(new byte[32_000]);
    }
    runLoop();
    assertThat(heard.next()).isEmpty();

    hand(SECOND);
    runLoop();

    assertThat(heard.next()).containsExactly("failed");
    assertThat(heard.failure()).hasMessage("leaves a turn unanswered");
  }

  @ParameterizedTest
  @CsvSource({
    "server_error, '', UNAVAILABLE, true",
    "invalid_request_error, session_expired, UNAVAILABLE, true",
    "invalid_request_error, invalid_value, UNAVAILABLE, false",
    "invalid_request_error, model_not_found, UNAVAILABLE, false",
    "invalid_request_error, invalid_api_key, UNAVAILABLE, false",
    "authentication_error, '', UNAVAILABLE, false",
    "rate_limit_error, '', OVER_CAPACITY, true",
    "tokens, rate_limit_exceeded, OVER_CAPACITY, true",
    "insufficient_quota, insufficient_quota, UNAVAILABLE, false",
    "'', '', UNAVAILABLE, true"
  })
  void anErrorSaysWhoIsAtFault(String type, String code, Kind kind, boolean retryable) {
    engine.says(error(type, code));

    assertThat(heard.next()).containsExactly("failed");
    assertThat(engine.aborted()).isTrue();
    assertThat(heard.failure().kind()).isEqualTo(kind);
    assertThat(heard.failure().retryable()).isEqualTo(retryable);
    assertThat(heard.failure()).hasMessageNotContaining("secret");
  }

  @ParameterizedTest
  @CsvSource({
    "1000, UNAVAILABLE, true",
    "1006, UNAVAILABLE, true",
    "1008, UNAVAILABLE, false",
    "1013, OVER_CAPACITY, true",
    "4000, UNAVAILABLE, true"
  })
  void aCloseSaysWhoIsAtFault(int code, Kind kind, boolean retryable) {
    engine.closes(code);

    assertThat(heard.failure().kind()).isEqualTo(kind);
    assertThat(heard.failure().retryable()).isEqualTo(retryable);
  }

  @Test
  void theReasonOfACloseMayBeAnError() {
    assertThat(
            RealtimeErrors.closed(3000, "invalid_request_error.invalid_api_key", true).retryable())
        .isFalse();
    assertThat(RealtimeErrors.closed(4001, "requests.rate_limit_exceeded", false).kind())
        .isEqualTo(Kind.OVER_CAPACITY);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"type\":\"rate_limits.updated\",\"rate_limits\":[]}",
        "{\"type\":\"conversation.item.added\",\"item\":{\"id\":\"a\"},\"previous_item_id\":null}",
        "{\"type\":\"session.updated\"}",
        "{\"type\":\"session.created\"}",
        "{\"type\":\"input_audio_buffer.cleared\"}",
        "{\"type\":\"input_audio_buffer.speech_started\",\"item_id\":\"a\"}",
        "{\"type\":\"input_audio_buffer.committed\",\"item_id\":\"a\"}",
        "{\"type\":\"conversation.item.input_audio_transcription.completed\",\"item_id\":\"a\",\"transcript\":null,\"languages\":null}"
      })
  void eventsWithNothingInThemSayNothing(String event) {
    int before = engine.sent().size();

    engine.says(event);

    assertThat(heard.next()).isEmpty();
    assertThat(engine.sent()).hasSize(before);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "secret",
        "[]",
        "null",
        "{}",
        "{\"type\":7}",
        "{\"type\":\"error\",\"secret\"",
        "{\"type\":\"error\",\"error\":\"secret\"}",
        "{\"type\":\"input_audio_buffer.committed\"}",
        "{\"type\":\"input_audio_buffer.speech_started\",\"item_id\":\"a\",\"audio_start_ms\":31000}",
        "{\"type\":\"input_audio_buffer.speech_started\",\"item_id\":\"a\",\"audio_start_ms\":\"secret\"}",
        "{\"type\":\"conversation.item.input_audio_transcription.delta\",\"item_id\":\"a\",\"delta\":[]}",
        "{\"type\":\"conversation.item.input_audio_transcription.completed\",\"item_id\":\"a\",\"transcript\":{}}",
        "{\"type\":\"conversation.item.input_audio_transcription.completed\",\"item_id\":\"a\",\"languages\":7}"
      })
  void whatMakesNoSenseIsAFault(String event) {
    engine.says(event);

    assertThat(engine.aborted()).isTrue();
    heard.assertGarbage("secret");
  }

  @Test
  void aTurnThatGrowsForEverIsAFault() {
    for (int i = 0; i < 7; i++) {
      engine.says(delta("a", "x".repeat(10_000)));
    }

    assertThat(heard.failure()).hasMessage("an unreadable message");
  }

  @Test
  void aFailureOfTheSocketIsPassedOn() {
    var failure = EngineException.overCapacity("answered 429", null);

    engine.fails(failure);

    assertThat(heard.failure()).isSameAs(failure);
  }

  @Test
  void nothingIsSaidAfterAnAbort() {
    session.finish();

    session.abort();
    runLoop();

    assertThat(engine.aborted()).isTrue();
    assertThat(heard.next()).isEmpty();
  }

  /** The same message, whatever the size of what is handed over. */
  @Test
  void audioGoesOutInMessagesOfATenthOfASecondAtMost() {
    int before = engine.sent().size();

    hand(SECOND);

    assertThat(engine.sent().subList(before, engine.sent().size()))
        .hasSize(10)
        .allMatch(message -> message.startsWith("{\"type\":\"input_audio_buffer.append\","));
  }

  @Test
  void aFrameIsSentWithNextToNoMemory() {
    engine.forgets();
    var deaf = open(Map.of("model", "gpt-live-transcribe", "longest-turn", "60s"), new Deaf());
    begin();
    byte[] frame = Arrays.copyOf(SECOND, 640);
    repeat(deaf, frame, 1000);
    var allocation = new Allocation();

    try (allocation) {
      repeat(deaf, frame, 1500);
    }

    assertThat(allocation.bytes() / 1500).isLessThan(100);
  }

  private static void repeat(LiveSession session, byte[] frame, int times) {
    for (int i = 0; i < times; i++) {
      session.audio(frame, 0, frame.length);
      session.flush();
    }
  }

  private void hand(byte[] pcm) {
    session.audio(pcm, 0, pcm.length);
  }

  private void runLoop() {
    for (Runnable task = loop.poll(); task != null; task = loop.poll()) {
      task.run();
    }
  }

  private static String started(String id, long millis) {
    return "{\"type\":\"input_audio_buffer.speech_started\",\"item_id\":\"%s\",\"audio_start_ms\":%s}"
        .formatted(id, millis);
  }

  private static String stopped(String id, long millis) {
    return "{\"type\":\"input_audio_buffer.speech_stopped\",\"item_id\":\"%s\",\"audio_end_ms\":%s}"
        .formatted(id, millis);
  }

  private static String committed(String id, @Nullable String previous) {
    return "{\"type\":\"input_audio_buffer.committed\",\"item_id\":\"%s\",\"previous_item_id\":%s}"
        .formatted(id, previous == null ? "null" : "\"" + previous + "\"");
  }

  private static String delta(String id, String text) {
    return """
        {"type":"conversation.item.input_audio_transcription.delta","item_id":"%s","content_index":0,"delta":"%s"}"""
        .formatted(id, text);
  }

  private static String completed(String id, String text) {
    return """
        {"type":"conversation.item.input_audio_transcription.completed","item_id":"%s","content_index":0,"transcript":"%s"}"""
        .formatted(id, text);
  }

  private static String error(String type, String code) {
    return """
        {"type":"error","event_id":"e","error":{"type":"%s","code":"%s","message":"secret","param":null}}"""
        .formatted(type, code);
  }
}
