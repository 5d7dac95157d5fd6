package ai.bizcrush.extapi.provider.embedded;

import static ai.bizcrush.extapi.engine.socket.Soon.soon;
import static org.assertj.core.api.Assertions.assertThat;

import ai.bizcrush.extapi.SyntheticSpeech;
import ai.bizcrush.extapi.WordErrorRate;
import ai.bizcrush.extapi.engine.EngineException;
import ai.bizcrush.extapi.engine.EngineException.Kind;
import ai.bizcrush.extapi.engine.LiveFault;
import ai.bizcrush.extapi.engine.LiveRecognizer;
import ai.bizcrush.extapi.engine.LiveRecognizerContract;
import ai.bizcrush.extapi.engine.LiveRecord;
import ai.bizcrush.extapi.engine.LiveRecord.Event;
import ai.bizcrush.extapi.engine.LiveScene;
import ai.bizcrush.extapi.engine.LiveStage;
import ai.bizcrush.extapi.engine.LiveWord;
import ai.bizcrush.extapi.engine.socket.TestLoop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EmbeddedLiveRecognizerTests extends LiveRecognizerContract {

  private static final List<String> SENTENCES =
      List.of(
          "the project was finished three weeks ago",
          "he said that the price of oil would go up again");

  /** Recognition takes about as long as what is said, so the shortest that is well understood. */
  private static final String SHORT = "three weeks ago";

  private static final String SHORTER = "yes";

  private static final Map<TestLoop.Kind, Played> CONVERSATIONS =
      new EnumMap<>(TestLoop.Kind.class);

  private static @Nullable LiveRecord dictation;

  /** A recogniser that is being loaded does not answer either. */
  private static final Set<LiveFault> POSSIBLE =
      EnumSet.of(LiveFault.NONE, LiveFault.NO_ANSWER, LiveFault.HANGING_CONNECTION);

  private final CountDownLatch loading = new CountDownLatch(1);
  private final List<RecognizerPool> pools = new ArrayList<>();

  @AfterEach
  void thePermitsComeBack() {
    loading.countDown();
    closeStages();
    pools.forEach(EmbeddedLiveRecognizerTests::awaitPermit);
  }

  /** Patiently: the first one has a recogniser loaded. */
  private static void awaitPermit(RecognizerPool pool) {
    soon().until(() -> pool.free() == 1);
  }

  @Override
  protected LiveRecognizer recognizer(LiveFault fault) {
    var pool =
        new RecognizerPool(
            "live",
            1,
            Duration.ZERO,
            () -> {
              if (fault != LiveFault.NONE) {
                awaitLoading();
              }
              return LoadedSphinx.live();
            });
    pools.add(pool);
    return new EmbeddedLiveRecognizer(pool);
  }

  @Override
  protected Map<LiveFault, String> leftOut() {
    var reasons = new EnumMap<LiveFault, String>(LiveFault.class);
    for (LiveFault fault : LiveFault.values()) {
      if (!POSSIBLE.contains(fault)) {
        reasons.put(fault, "there is no connection");
      }
    }
    return reasons;
  }

  @Override
  protected void readAgain() {}

  @Override
  protected boolean exact() {
    return false;
  }

  /** Played once on each kind of loop. */
  @Override
  protected Played conversation(TestLoop.Kind kind) throws Exception {
    Played played = CONVERSATIONS.get(kind);
    if (played == null) {
      played = super.conversation(kind);
      CONVERSATIONS.put(kind, played);
    }
    return played;
  }

  /** The sentences, dictated once. */
  private LiveRecord dictation() throws Exception {
    LiveRecord heard = dictation;
    if (heard == null) {
      var audio = silence(600);
      for (String sentence : SENTENCES) {
        audio = audio.then(SyntheticSpeech.say(sentence)).then(silence(900));
      }
      heard = stage(LiveFault.NONE).ready().feed(audio.pcm()).end();
      dictation = heard;
    }
    return heard;
  }

  /** The scene's two turns, with real words. */
  @Override
  protected byte[] audio(LiveScene scene) {
    if (scene.words().isEmpty()) {
      return scene.pcm();
    }
    var talk =
        silence(300)
            .then(SyntheticSpeech.say(SHORT))
            .then(silence(1200))
            .then(SyntheticSpeech.say(SHORTER))
            .then(silence(3000));
    return Arrays.copyOf(talk.pcm(), Math.toIntExact(scene.lengthMs() * 32));
  }

  @Test
  void understandsMostOfWhatIsSaid() throws Exception {
    LiveRecord record = dictation();

    var rate = WordErrorRate.of(String.join(" ", SENTENCES), record.finalText());
    assertThat(rate.rate()).isLessThan(0.35);
    assertThat(record.all(Event.Endpoint.class)).hasSize(SENTENCES.size());
    assertThat(record.finals()).extracting(LiveWord::language).containsOnly("en");
  }

  @Test
  void understandsInNoiseAndTakesNoNoiseForSpeech() throws Exception {
    var talk = silence(3000).then(SyntheticSpeech.say(SENTENCES.get(0))).then(silence(1500));
    var noise = SyntheticSpeech.noise(talk.duration(), 150, 7);

    LiveRecord record = stage(LiveFault.NONE).ready().feed(talk.over(noise).pcm()).end();

    var rate = WordErrorRate.of(SENTENCES.get(0), record.finalText());
    assertThat(rate.rate()).isLessThan(0.6);
    assertThat(record.finals().getFirst().startMs()).isGreaterThan(2500);
  }

  @Test
  void interimsGrowWhileTheUtteranceIsSpoken() throws Exception {
    List<Integer> sizes =
        dictation().events().stream()
            .takeWhile(event -> !(event instanceof Event.Finals))
            .filter(Event.Interim.class::isInstance)
            .map(interim -> ((Event.Interim) interim).words().size())
            .filter(size -> size > 0)
            .toList();

    assertThat(sizes).hasSizeGreaterThan(3);
    assertThat(sizes.getLast()).isGreaterThan(sizes.getFirst());
  }

  @Test
  void whatWasSaidSoFarIsFinalOnDemand() throws Exception {
    var talk = SyntheticSpeech.say(SENTENCES.get(0));
    var stage = stage(LiveFault.NONE).ready().feed(talk.pcm());

    stage.finish();

    soon().until(() -> stage.record().has(Event.Endpoint.class));
    var rate = WordErrorRate.of(SENTENCES.get(0), stage.record().finalText());
    assertThat(rate.rate()).isLessThan(0.35);
    long heard = talk.length() / 16;
    assertThat(stage.record().all(Event.Progress.class).getLast())
        .isEqualTo(new Event.Progress(heard, heard));
    stage.feed(silence(500).then(SyntheticSpeech.say(SHORT)).pcm()).end();
    assertThat(stage.record().all(Event.Endpoint.class)).hasSize(2);
    assertThat(stage.record().finals().getLast().startMs()).isGreaterThan(heard);
  }

  @Test
  void inSilenceThatIsAnEndpointToo() throws Exception {
    var stage = stage(LiveFault.NONE).ready().feed(silence(500).pcm());

    stage.finish();

    soon().until(() -> stage.record().has(Event.Endpoint.class));
    assertThat(stage.record().finals()).isEmpty();
  }

  /** The permit's recogniser keeps nothing of the caller before. */
  @Test
  void oneSessionDoesNotColourTheNext() throws Exception {
    var recognizer = recognizer(LiveFault.NONE);
    var talk = SyntheticSpeech.say(SHORT).then(silence(800));
    var loud = SyntheticSpeech.say(SyntheticSpeech.Speaker.HIGH, SHORT);

    List<LiveWord> alone = said(recognizer, talk);
    said(recognizer, loud);

    assertThat(said(recognizer, talk))
        .usingRecursiveFieldByFieldElementComparatorIgnoringFields("confidence")
        .isEqualTo(alone);
  }

  private List<LiveWord> said(LiveRecognizer recognizer, SyntheticSpeech talk) {
    awaitPermit(pools.getLast());
    try (var stage = new LiveStage(recognizer, request(), TestLoop.Kind.EPOLL)) {
      return stage.ready().feed(talk.pcm()).end().finals();
    }
  }

  @Test
  void nothingIsSaidWhenTheRecogniserNoticesAnAbort() throws Exception {
    var stage = stage(LiveFault.NONE).ready();
    byte[] talk = SyntheticSpeech.say(SENTENCES.get(0)).pcm();
    stage.hand(talk, 0, 32_000);

    stage.abort();

    var until = stage.record().events();
    awaitPermit(pools.getLast());
    stage.run(() -> {});
    assertThat(stage.record().events()).isEqualTo(until);
  }

  @Test
  void oneSessionMoreThanPermitsIsOverCapacity() throws Exception {
    var recognizer = recognizer(LiveFault.NONE);
    try (var first = new LiveStage(recognizer, request(), TestLoop.Kind.EPOLL).ready()) {
      assertThat(first.record().has(Event.Ready.class)).isTrue();
      try (var second = new LiveStage(recognizer, request(), TestLoop.Kind.NIO).ready()) {
        assertThat(failure(second).kind()).isEqualTo(Kind.OVER_CAPACITY);
      }
    }
    awaitPermit(pools.getLast());
    try (var third = new LiveStage(recognizer, request(), TestLoop.Kind.EPOLL).ready()) {
      assertThat(third.record().has(Event.Ready.class)).isTrue();
    }
  }

  @Test
  void holdsBackWhoIsFasterThanItAndFailsWhoDoesNotWait() throws Exception {
    var stage = stage(LiveFault.NO_ANSWER);
    byte[] second = new byte[32_000];
    stage.hand(second, 0, second.length);
    stage.hand(second, 0, second.length);
    assertThat(stage.writable()).isFalse();

    loading.countDown();

    soon().until(() -> stage.record().has(Event.Writable.class));
    assertThat(stage.writable()).isTrue();
    stage.hand(new byte[160_000], 0, 160_000);
    assertThat(failure(stage).kind()).isEqualTo(Kind.OVER_CAPACITY);
  }

  @Test
  void aPoolThatClosesEndsItsSessions() throws Exception {
    var stage = stage(LiveFault.NONE).ready();

    pools.getLast().close();

    soon().until(() -> stage.record().failure() != null);
    assertThat(failure(stage).retryable()).isTrue();
  }

  private static EngineException failure(LiveStage stage) {
    return Objects.requireNonNull(stage.record().failure());
  }

  private void awaitLoading() {
    try {
      loading.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static SyntheticSpeech silence(int ms) {
    return SyntheticSpeech.silence(Duration.ofMillis(ms));
  }
}
