package ai.bizcrush.extapi.engine;

import static ai.bizcrush.extapi.engine.EngineException.Kind.OVER_CAPACITY;
import static ai.bizcrush.extapi.engine.EngineException.Kind.REJECTED;
import static ai.bizcrush.extapi.engine.EngineException.Kind.UNAVAILABLE;
import static ai.bizcrush.extapi.engine.socket.Soon.soon;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.bizcrush.extapi.engine.LiveRecord.Event;
import ai.bizcrush.extapi.engine.socket.TestLoop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What every {@link LiveRecognizer} keeps. The test of an adapter extends this, puts its engine
 * into each {@link LiveFault} and inherits the assertions. A scripted engine hears the words of a
 * {@link LiveScene} with an {@link Ear}, and says each when it is over; an utterance ends after
 * half a second of silence at the least, and after 1100 ms at the most.
 *
 * <p>An adapter with an API key is given {@link #API_KEY}; what an engine says of its own choice
 * (an error's description, garbage) holds {@link #SPOKEN}. Neither may turn up in an exception.
 */
public abstract class LiveRecognizerContract {

  /** The key to configure: no message may show it. */
  protected static final String API_KEY = "key-that-nobody-may-read";

  /** What to put into errors and garbage: no message may show it. */
  protected static final String SPOKEN = "words-that-nobody-may-read";

  /** Audio after which faults in the middle set in: in the fourth word of the conversation. */
  protected static final long SOME_AUDIO = 1300 * 32;

  private static final Duration RETRY_AFTER = Duration.ofSeconds(7);
  private static final Duration A_WHILE = Duration.ofMillis(250);
  private static final int LONGEST_WORD = 64 * 1024;
  private static final int MOST_UNREAD = 32 << 20;

  private final List<LiveStage> stages = new ArrayList<>();

  /** A recogniser whose engine is in this condition; what it needs lives until the test ends. */
  protected abstract LiveRecognizer recognizer(LiveFault fault) throws Exception;

  /**
   * Conditions that this engine cannot be put into, each with the reason, which the report shows.
   */
  protected Map<LiveFault, String> leftOut() {
    return new EnumMap<>(LiveFault.class);
  }

  /** What is asked for. */
  protected RecognitionRequest request() {
    return new RecognitionRequest(LanguageHints.of(List.of("en", "ko")), true, List.of());
  }

  /** The audio of a scene: marked, for scripted engines. */
  protected byte[] audio(LiveScene scene) {
    return scene.pcm();
  }

  /**
   * The conversation on a good day, from its beginning to its end. An adapter whose engine takes
   * seconds for it may play it once for all tests that only look at it.
   */
  protected Played conversation(TestLoop.Kind kind) throws Exception {
    var stage = stage(LiveFault.NONE, kind).ready().feed(audio(LiveScene.conversation()));
    soon().until(() -> stage.record().all(Event.Endpoint.class).size() == 2);
    var beforeTheEnd = stage.record().events();
    return new Played(stage.end(), beforeTheEnd, stage.thread());
  }

  /**
   * What was said in all, what of it because of silence alone, and the thread it belongs on.
   *
   * @param beforeTheEnd said before the session was told that no audio is coming
   */
  protected record Played(LiveRecord record, List<Event> beforeTheEnd, Thread loop) {}

  /** Whether the engine hears exactly what the scene says; one that guesses need not. */
  protected boolean exact() {
    return true;
  }

  /** After {@link LiveFault#SLOW_READER}: the engine reads again. */
  protected abstract void readAgain();

  /** Aborts the sessions; whoever closes what they need does this before. */
  @AfterEach
  protected final void closeStages() {
    stages.forEach(LiveStage::close);
    stages.clear();
  }

  protected final LiveStage stage(LiveFault fault, TestLoop.Kind kind) throws Exception {
    String reason = leftOut().get(fault);
    assumeTrue(reason == null, () -> fault + " is left out: " + reason);
    var stage = new LiveStage(recognizer(fault), request(), kind);
    stages.add(stage);
    return stage;
  }

  protected final LiveStage stage(LiveFault fault) throws Exception {
    return stage(fault, TestLoop.Kind.EPOLL);
  }

  @ParameterizedTest
  @EnumSource(TestLoop.Kind.class)
  void speechBecomesFinalsOnceEachInOrder(TestLoop.Kind kind) throws Exception {
    var scene = LiveScene.conversation();

    var played = conversation(kind);

    var record = played.record();
    assertThat(record.failure()).isNull();
    assertSays(record, scene);
    assertFits(record, scene);
    assertThat(record.events().getFirst()).isEqualTo(new Event.Ready());
    assertThat(record.events().getLast()).isEqualTo(new Event.Ended());
    assertThat(record.threads()).containsExactly(played.loop());
  }

  @Test
  void speakersAndLanguagesAreTheEngines() throws Exception {
    var can = recognizer(LiveFault.NONE).capabilities();

    var finals = conversation(TestLoop.Kind.EPOLL).record().finals();

    assertThat(finals.stream().map(LiveWord::speaker).distinct())
        .hasSize(can.diarization() ? 2 : 1);
    if (exact() && can.detectsLanguage()) {
      assertThat(finals.stream().map(LiveWord::language).distinct()).containsExactly("en", "ko");
    }
    if (!can.diarization()) {
      assertThat(finals).extracting(LiveWord::speaker).containsOnly("");
    }
  }

  /** Checked word by word by replacing tails as a client does. */
  @ParameterizedTest
  @EnumSource(TestLoop.Kind.class)
  void interimsGrowAndAreReplacedByFinals(TestLoop.Kind kind) throws Exception {
    var scene = LiveScene.conversation();

    var record = conversation(kind).record();

    assertThat(record.has(Event.Interim.class)).isTrue();
    var finals = new ArrayList<LiveWord>();
    for (Event event : record.events()) {
      if (event instanceof Event.Finals(List<LiveWord> words)) {
        assertThat(words).isNotEmpty();
        finals.addAll(words);
      } else if (event instanceof Event.Interim(List<LiveWord> words) && exact()) {
        var shown = new ArrayList<>(finals);
        shown.addAll(words);
        assertThat(scene.text()).startsWith(LiveRecord.text(shown));
      }
    }
  }

  @Test
  void whatArrivedTogetherIsFollowedByReadComplete() throws Exception {
    var stage = stage(LiveFault.NONE).ready();

    stage.feed(audio(LiveScene.conversation()));

    soon().until(() -> stage.record().all(Event.Endpoint.class).size() == 2);
    soon()
        .untilAsserted(
            () ->
                assertThat(stage.record().events().getLast())
                    .isInstanceOf(Event.ReadComplete.class));
  }

  @ParameterizedTest
  @EnumSource(TestLoop.Kind.class)
  void silenceEndsAnUtterance(TestLoop.Kind kind) throws Exception {
    var utterances = utterances(conversation(kind).beforeTheEnd());

    assertThat(utterances).hasSize(2);
    if (exact()) {
      assertThat(utterances).containsExactly(5, 3);
    }
  }

  /** Words of each utterance. */
  private static List<Integer> utterances(List<Event> events) {
    var counts = new ArrayList<Integer>();
    var words = new ArrayList<LiveWord>();
    for (Event event : events) {
      if (event instanceof Event.Finals(List<LiveWord> more)) {
        words.addAll(more);
      } else if (event instanceof Event.Endpoint) {
        counts.add(LiveRecord.text(words).split(" ").length);
        words.clear();
      }
    }
    return counts;
  }

  @ParameterizedTest
  @EnumSource(TestLoop.Kind.class)
  void finishEndsTheUtteranceAndTheSessionGoesOn(TestLoop.Kind kind) throws Exception {
    assumeTrue(exact(), "what is said by then is not known");
    var scene = LiveScene.conversation();
    byte[] pcm = audio(scene);
    int afterThree = 1180 * 32;
    var stage = stage(LiveFault.NONE, kind).ready();

    stage.feed(Arrays.copyOf(pcm, afterThree)).finish();
    soon().until(() -> stage.record().has(Event.Endpoint.class));
    assertThat(stage.record().finalText())
        .isEqualTo(new LiveScene(scene.words().subList(0, 3), 0).text());
    stage.feed(Arrays.copyOfRange(pcm, afterThree, pcm.length));

    assertSays(stage.end(), scene);
  }

  @Test
  void silenceAloneSaysNothingAndEnds() throws Exception {
    var record = stage(LiveFault.NONE).ready().feed(audio(LiveScene.silence(2000))).end();

    assertThat(record.finals()).isEmpty();
    assertThat(record.events().getLast()).isEqualTo(new Event.Ended());
  }

  @Test
  void keepAliveDisturbsNothing() throws Exception {
    var scene = LiveScene.conversation();
    byte[] pcm = audio(scene);
    var stage = stage(LiveFault.NONE).ready();

    stage.keepAlive().feed(Arrays.copyOf(pcm, 20_000 * 2)).keepAlive().keepAlive();
    stage.feed(Arrays.copyOfRange(pcm, 20_000 * 2, pcm.length));

    assertSays(stage.end(), scene);
  }

  @ParameterizedTest
  @EnumSource(TestLoop.Kind.class)
  void progressGrowsAlsoInSilence(TestLoop.Kind kind) throws Exception {
    var recognizer = recognizer(LiveFault.NONE);
    assumeTrue(recognizer.capabilities().progress(), "the engine does not tell its progress");
    var scene = LiveScene.silence(4000);
    var stage = new LiveStage(recognizer, request(), kind);
    stages.add(stage);

    stage.ready().feed(audio(scene));

    soon()
        .until(
            () ->
                stage.record().all(Event.Progress.class).stream()
                    .anyMatch(progress -> progress.heardMs() >= 3000));
    assertProgress(stage.record(), scene);
  }

  @Test
  void progressStaysWithinTheAudio() throws Exception {
    var record = conversation(TestLoop.Kind.EPOLL).record();

    assertProgress(record, LiveScene.conversation());
  }

  private static void assertProgress(LiveRecord record, LiveScene scene) {
    var before = new Event.Progress(0, 0);
    for (var progress : record.all(Event.Progress.class)) {
      assertThat(progress.finalMs()).isBetween(before.finalMs(), progress.heardMs());
      assertThat(progress.heardMs()).isBetween(before.heardMs(), scene.lengthMs());
      before = progress;
    }
  }

  @ParameterizedTest
  @EnumSource(TestLoop.Kind.class)
  void nothingIsSaidAfterAnAbort(TestLoop.Kind kind) throws Exception {
    byte[] begun = Arrays.copyOf(audio(LiveScene.conversation()), (int) SOME_AUDIO);
    var stage = stage(LiveFault.NONE, kind).ready().feed(begun);

    stage.abort();

    var until = stage.record().events();
    soon().during(A_WHILE).until(() -> stage.record().events().equals(until));
  }

  @ParameterizedTest
  @EnumSource(TestLoop.Kind.class)
  void anAbortedDialIsSilent(TestLoop.Kind kind) throws Exception {
    var stage = stage(LiveFault.NO_ANSWER, kind);

    stage.abort();

    assertSilent(stage);
  }

  @Test
  void nothingIsSaidAfterTheEnd() throws Exception {
    var stage = stage(LiveFault.NONE).ready().feed(audio(LiveScene.conversation()));
    stage.end();
    var until = stage.record().events();

    stage.keepAlive().finish();
    stage.hand(new byte[640], 0, 640);

    soon().during(A_WHILE).until(() -> stage.record().events().equals(until));
  }

  @Test
  void aRefusedConnectionPasses() throws Exception {
    assertFails(LiveFault.CONNECTION_REFUSED, UNAVAILABLE, true);
  }

  @Test
  void refusedInputIsRejected() throws Exception {
    assertFails(LiveFault.INPUT_REFUSED, REJECTED, false);
  }

  @ParameterizedTest
  @EnumSource(TestLoop.Kind.class)
  void aWrongKeyIsNotTriedAgain(TestLoop.Kind kind) throws Exception {
    assertFails(stage(LiveFault.UNAUTHENTICATED, kind), UNAVAILABLE, false);
  }

  @Test
  void anEmptyPurseIsNotTriedAgain() throws Exception {
    assertFails(LiveFault.PAYMENT_REQUIRED, UNAVAILABLE, false);
  }

  @Test
  void overCapacityTellsWhenToComeBack() throws Exception {
    var failure = assertFails(LiveFault.OVER_CAPACITY, OVER_CAPACITY, true);

    assertThat(failure.retryAfter()).isEqualTo(RETRY_AFTER);
  }

  @Test
  void temporaryUnavailabilityPasses() throws Exception {
    assertFails(LiveFault.TEMPORARILY_UNAVAILABLE, UNAVAILABLE, true);
  }

  @ParameterizedTest
  @EnumSource(TestLoop.Kind.class)
  void aCutPasses(TestLoop.Kind kind) throws Exception {
    assertFails(stage(LiveFault.CUT, kind), UNAVAILABLE, true);
  }

  @Test
  void aResetPasses() throws Exception {
    assertFails(LiveFault.RESET, UNAVAILABLE, true);
  }

  @Test
  void anInternalErrorPasses() throws Exception {
    assertFails(LiveFault.INTERNAL_ERROR, UNAVAILABLE, true);
  }

  @Test
  void aFailureForNowPasses() throws Exception {
    assertFails(LiveFault.ERROR_MESSAGE, UNAVAILABLE, true);
  }

  @Test
  void aSessionThatWasTooLongPasses() throws Exception {
    assertFails(LiveFault.MAXIMUM_DURATION, UNAVAILABLE, true);
  }

  @Test
  void whatIsNotOfTheFormatIsAFault() throws Exception {
    assertFails(LiveFault.MALFORMED, UNAVAILABLE, false);
  }

  @ParameterizedTest
  @EnumSource(TestLoop.Kind.class)
  void anOversizedMessageIsAFault(TestLoop.Kind kind) throws Exception {
    assertFails(stage(LiveFault.OVERSIZED, kind), UNAVAILABLE, false);
  }

  /** A close before the finals were said is no end. */
  @Test
  void aCutInsteadOfTheLastFinalsIsNoEnd() throws Exception {
    var stage = stage(LiveFault.CUT).ready();
    stage.feed(Arrays.copyOf(audio(LiveScene.conversation()), (int) SOME_AUDIO - 640));

    stage.run(
        () -> {
          stage.session().audio(new byte[1280], 0, 1280);
          stage.session().end();
          stage.session().flush();
        });

    soon().until(() -> stage.record().failure() != null);
    assertThat(stage.record().has(Event.Ended.class)).isFalse();
  }

  @ParameterizedTest
  @EnumSource(TestLoop.Kind.class)
  void aConnectionThatHangsIsTheCallersToAbort(TestLoop.Kind kind) throws Exception {
    assertSilent(stage(LiveFault.HANGING_CONNECTION, kind));
  }

  @Test
  void anEngineThatNeverAnswersIsTheCallersToAbort() throws Exception {
    assertSilent(stage(LiveFault.NO_ANSWER));
  }

  @Test
  void aStallIsTheCallersToNotice() throws Exception {
    var stage = stage(LiveFault.STALL).ready();
    stage.feed(audio(LiveScene.conversation()));
    var until = stage.record().events();

    soon().during(A_WHILE).until(() -> stage.record().events().equals(until));

    assertThat(stage.record().failure()).isNull();
    assertThat(stage.abort().record().events()).isEqualTo(until);
  }

  /** Neither ready nor failed; and aborted, no more. */
  private static void assertSilent(LiveStage stage) {
    soon().during(A_WHILE).until(() -> stage.record().events().isEmpty());
    stage.abort();
    soon().during(A_WHILE).until(() -> stage.record().events().isEmpty());
  }

  @Test
  void finalsSaidTwiceCountOnce() throws Exception {
    assertSaysDespite(LiveFault.DUPLICATE_FINALS);
  }

  @Test
  void finalsWithoutWordsAreNotPassedOn() throws Exception {
    var record = assertSaysDespite(LiveFault.EMPTY_FINALS);

    assertThat(record.all(Event.Finals.class)).allMatch(finals -> !finals.words().isEmpty());
  }

  @Test
  void whatTheFormatLeavesOpenMayBeMissing() throws Exception {
    assertSaysDespite(LiveFault.MISSING_FIELDS);
  }

  @Test
  void textThatCannotBeStoredIsCleanedOrRefused() throws Exception {
    var record = stage(LiveFault.NUL).ready().feed(audio(LiveScene.conversation())).end();

    for (LiveWord word : record.finals()) {
      assertThat(word.text().chars()).doesNotContain(0);
    }
    assertThat(record.failure() != null || !record.finals().isEmpty()).isTrue();
  }

  @Test
  void aBigTextIsBoundedOrRefused() throws Exception {
    var record = stage(LiveFault.BIG_TEXT).ready().feed(audio(LiveScene.conversation())).end();

    for (LiveWord word : record.finals()) {
      assertThat(word.text()).hasSizeLessThanOrEqualTo(LONGEST_WORD);
    }
    assertThat(record.failure() != null || !record.finals().isEmpty()).isTrue();
  }

  @ParameterizedTest
  @EnumSource(TestLoop.Kind.class)
  void aSlowReaderIsNoticedAndItsReturnIsToo(TestLoop.Kind kind) throws Exception {
    var stage = stage(LiveFault.SLOW_READER, kind).ready();
    byte[] second = new byte[32_000];
    long handed = 0;

    do {
      while (stage.writable() && handed < MOST_UNREAD) {
        stage.hand(second, 0, second.length);
        handed += second.length;
      }
    } while (handed < MOST_UNREAD && becomesWritable(stage));

    assertThat(stage.writable()).as("still writable after %s bytes", handed).isFalse();
    int before = stage.record().all(Event.Writable.class).size();
    readAgain();
    soon().until(() -> stage.record().all(Event.Writable.class).size() > before);
    soon().until(stage::writable);
  }

  /** The engine may be about to take what it takes before it reads nothing any more. */
  private static boolean becomesWritable(LiveStage stage) {
    try {
      soon().atMost(A_WHILE).until(stage::writable);
      return true;
    } catch (ConditionTimeoutException e) {
      return false;
    }
  }

  private LiveRecord assertSaysDespite(LiveFault fault) throws Exception {
    var scene = LiveScene.conversation();

    var record = stage(fault).ready().feed(audio(scene)).end();

    assertThat(record.failure()).isNull();
    assertSays(record, scene);
    return record;
  }

  private EngineException assertFails(LiveFault fault, EngineException.Kind kind, boolean retryable)
      throws Exception {
    return assertFails(stage(fault), kind, retryable);
  }

  private EngineException assertFails(
      LiveStage stage, EngineException.Kind kind, boolean retryable) {
    stage.ready().feed(audio(LiveScene.conversation()));

    soon().until(() -> stage.record().failure() != null);
    var failure = Objects.requireNonNull(stage.record().failure());
    assertThat(failure.kind()).isEqualTo(kind);
    assertThat(failure.retryable()).isEqualTo(retryable);
    assertThat(failure.getMessage())
        .isNotBlank()
        .doesNotContain("://", "localhost", "127.0.0.1", API_KEY, SPOKEN);
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      assertThat(String.valueOf(cause.getMessage())).doesNotContain(API_KEY, SPOKEN);
    }
    soon()
        .during(Duration.ofMillis(100))
        .until(() -> stage.record().events().getLast() instanceof Event.Failed);
    assertThat(stage.record().all(Event.Failed.class)).hasSize(1);
    assertThat(stage.record().threads()).containsExactly(stage.thread());
    stage.run(
        () -> {
          stage.session().audio(new byte[640], 0, 640);
          stage.session().finish();
          stage.session().keepAlive();
          stage.session().end();
          stage.session().flush();
        });
    assertThat(stage.record().events().getLast()).isInstanceOf(Event.Failed.class);
    return failure;
  }

  private void assertSays(LiveRecord record, LiveScene scene) {
    if (exact()) {
      assertThat(record.finalText()).isEqualTo(scene.text());
    } else {
      assertThat(record.finals()).isNotEmpty();
    }
  }

  private static final Pattern LANGUAGE = Pattern.compile("|[a-z]{2,3}");

  private static void assertFits(LiveRecord record, LiveScene scene) {
    long before = 0;
    for (LiveWord word : record.finals()) {
      assertThat(word.text()).isNotEmpty();
      assertThat(word.confidence()).isBetween(0.0, 1.0);
      assertThat(word.language()).matches(LANGUAGE);
      if (word.startMs() >= 0) {
        assertThat(word.startMs()).isBetween(before, scene.lengthMs());
        assertThat(word.endMs()).isBetween(word.startMs(), scene.lengthMs());
        before = word.startMs();
      } else {
        assertThat(word.startMs()).isEqualTo(-1);
        assertThat(word.endMs()).isEqualTo(-1);
      }
    }
  }
}
