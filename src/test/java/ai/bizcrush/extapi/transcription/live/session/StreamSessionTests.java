package ai.bizcrush.extapi.transcription.live.session;

import static org.assertj.core.api.Assertions.assertThat;

import ai.bizcrush.extapi.meetings.MeetingId;
import ai.bizcrush.extapi.meetings.RecordedMeetings.RecordedMeeting;
import ai.bizcrush.extapi.shared.ErrorCode;
import ai.bizcrush.extapi.shared.Ulids;
import ai.bizcrush.extapi.transcription.live.Feature;
import ai.bizcrush.extapi.transcription.live.LiveStream;
import ai.bizcrush.extapi.transcription.live.StreamConfig;
import ai.bizcrush.extapi.transcription.live.StreamEnd;
import ai.bizcrush.extapi.transcription.live.session.TalkEngine.Fault;
import ai.bizcrush.extapi.transcription.live.session.TalkEngine.Plan;
import ai.bizcrush.extapi.transcripts.LiveChunk;
import ai.bizcrush.extapi.transcripts.LiveJournal.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StreamSessionTests {

  private final Scene scene = new Scene();
  private final Talk talk = Talk.random(new Random(8), 20);
  private final TalkEngine engine = engine(List.of());

  private TalkEngine engine(List<Plan> plans) {
    var made = new TalkEngine("one", talk, scene.time, plans, TalkEngine.able(2, true, null), 0);
    scene.engines = List.of(made);
    return made;
  }

  private LiveStream plain() {
    return scene.open(Scene.config(false, Set.of(), null));
  }

  private String stored() {
    return scene.journal.chunks.stream().map(LiveChunk::text).collect(Collectors.joining(" "));
  }

  @Test
  void isConnectedBeforeAnyEngineIsAsked() {
    plain();

    assertThat(scene.client.connected).isTrue();
    scene.time.advance(5000);
    assertThat(engine.dials).isZero();
  }

  @Test
  void interimsGrowUntilTheirFinal() {
    LiveStream stream = plain();

    scene.speak(stream, talk.words().get(1).endMs() + 200);

    assertThat(talk.words().getFirst().last()).isFalse();
    assertThat(scene.client.interims).contains("w0");
    assertThat(scene.client.interims.getLast()).isEqualTo("w0 " + talk.words().get(1).text());
  }

  @Test
  void aStreamThatIsAbortedKeepsNeitherItsEngineNorItsAudio() {
    LiveStream stream = plain();
    scene.speak(stream, 3000);
    assertThat(scene.rings.memoryUsed()).isPositive();

    stream.abort();

    assertThat(engine.aborts).isEqualTo(1);
    assertThat(scene.rings.memoryUsed()).isZero();
  }

  @Test
  void anEndGivesEveryFinalAndIsComplete() {
    LiveStream stream = plain();
    scene.speak(stream, talk.endMs());

    stream.end();
    scene.time.advance(1000);

    assertThat(scene.client.text()).isEqualTo(talk.text());
    assertThat(scene.client.end).isEqualTo(StreamEnd.COMPLETE);
    assertThat(scene.journal.ended).hasSize(1);
  }

  @Test
  void anEndWithoutAudioIsCompleteAtOnce() {
    plain().end();

    assertThat(scene.client.end).isEqualTo(StreamEnd.COMPLETE);
    assertThat(engine.dials).isZero();
  }

  @Test
  void aSecondWithoutAudioGivesFinals() {
    LiveStream stream = plain();
    scene.speak(stream, talk.words().get(4).endMs());

    scene.time.advance(1400);

    assertThat(scene.client.text()).endsWith(talk.words().get(4).text());
    assertThat(scene.client.end).isNull();
  }

  @Test
  void wordsAfterSuchAFinalGoOn() {
    LiveStream stream = plain();
    scene.speak(stream, talk.words().get(4).endMs());
    scene.time.advance(3000);

    scene.speak(stream, talk.endMs());
    stream.end();
    scene.time.advance(1000);

    assertThat(scene.client.text()).isEqualTo(talk.text());
  }

  @Test
  void theLastWordsOfAClientThatLeavesAreStored() {
    LiveStream stream = plain();
    scene.speak(stream, talk.endMs());

    stream.clientGone();
    scene.time.advance(5000);

    assertThat(stored()).isEqualTo(talk.text());
    assertThat(scene.journal.ended).hasSize(1);
    assertThat(scene.rings.memoryUsed()).isZero();
  }

  @Test
  void anEngineThatNeverEndsIsNotWaitedFor() {
    engine(List.of(new Plan(Fault.STALLS, talk.endMs())));
    LiveStream stream = plain();
    scene.speak(stream, talk.endMs());

    stream.end();
    scene.time.advance(6000);

    assertThat(scene.client.end).isEqualTo(StreamEnd.COMPLETE);
  }

  @Test
  void anEngineThatIsStillAtWorkIsWaitedFor() {
    engine.lastWorkMs = 12_000;
    LiveStream stream = plain();
    scene.speak(stream, talk.words().getLast().endMs());

    stream.end();
    scene.time.advance(10_000);
    assertThat(scene.client.end).isNull();
    scene.time.advance(3_000);

    assertThat(scene.client.end).isEqualTo(StreamEnd.COMPLETE);
    assertThat(scene.client.text()).isEqualTo(talk.text());
    assertThat(scene.gaps).isEmpty();
  }

  @Test
  void anEngineThatWorksForEverIsNotWaitedForLongerThanHalfAMinute() {
    engine.lastWorkMs = 600_000;
    LiveStream stream = plain();
    scene.speak(stream, talk.words().getLast().endMs());

    stream.end();
    scene.time.advance(31_000);

    assertThat(scene.client.end).isEqualTo(StreamEnd.COMPLETE);
    assertThat(scene.client.text()).isEqualTo(talk.text());
  }

  @Test
  void aFinalIsSentOnceItIsStored() {
    scene.journal.latencyMs = 700;
    LiveStream stream = plain();
    scene.speak(stream, talk.endMs());
    stream.end();
    scene.time.advance(500);

    assertThat(scene.client.finals).hasSameSizeAs(scene.journal.chunks);
    scene.time.advance(3000);
    assertThat(scene.client.text()).isEqualTo(talk.text());
  }

  @Test
  void aDatabaseThatIsAwayEndsTheStream() {
    scene.journal.refusal = Outcome.UNAVAILABLE;
    LiveStream stream = plain();

    scene.speak(stream, talk.endMs());

    assertThat(scene.client.finals).isEmpty();
    assertThat(scene.client.ended().closeCode()).isEqualTo(1013);
    assertThat(scene.client.ended().code()).isEqualTo(ErrorCode.UNAVAILABLE);
    assertThat(scene.client.ended().retryable()).isTrue();
  }

  @Test
  void aStreamThatWasTakenOverIsReplaced() {
    LiveStream stream = plain();
    scene.journal.refusal = Outcome.REPLACED;

    scene.speak(stream, talk.endMs());

    assertThat(scene.client.ended().closeCode()).isEqualTo(1008);
    assertThat(scene.client.ended().reason()).isEqualTo("Replaced");
  }

  @Test
  void aClientThatNoEngineEverHeardKeepsItsAudio() {
    var dead = engine(Collections.nCopies(20, new Plan(Fault.NEVER_READY, 0)));
    LiveStream stream = plain();

    scene.speak(stream, talk.endMs());

    assertThat(scene.client.ended().closeCode()).isEqualTo(1011);
    assertThat(scene.client.ended().retryable()).isTrue();
    assertThat(dead.dials).isEqualTo(3);
    assertThat(scene.gaps).isEmpty();
  }

  @Test
  void aClientThatIsGoneKeepsNothing() {
    engine(Collections.nCopies(20, new Plan(Fault.NEVER_READY, 0)));
    LiveStream stream = plain();
    scene.speak(stream, 1000);

    stream.clientGone();
    scene.time.advance(10_000);

    assertThat(scene.gaps).hasSize(1);
  }

  /** It says its first words, and takes the last one along when it dies. */
  @Test
  void anEngineThatDiesAgainAndAgainAfterAWordIsNotDialledWithoutEnd() {
    var one = new Talk(List.of(new Talk.Spoken("word", 0, 400, 0, false)), 60_000);
    var flapping =
        talkEngine("one", one, Collections.nCopies(500, new Plan(Fault.BREAKS_SPEAKING, 0)));
    scene.engines = List.of(flapping);
    LiveStream stream = plain();

    scene.speak(stream, 60_000);

    assertThat(scene.client.ended().closeCode()).isEqualTo(1011);
    assertThat(flapping.dials).isEqualTo(3);
  }

  /** It gets on by a second of audio each time, and is gone at once. */
  @Test
  void anEngineThatAdvancesAndDiesIsNotDialledWithoutAPause() {
    List<Plan> plans = Collections.nCopies(500, new Plan(Fault.BREAKS_SPEAKING, 0));
    var fast =
        new Talk(
            IntStream.range(0, 20)
                .mapToObj(i -> new Talk.Spoken("w" + i, 300 * i, 300 * i + 250, 0, false))
                .toList(),
            6000);
    var flapping =
        new TalkEngine("one", fast, scene.time, plans, TalkEngine.able(4, true, null), 0);
    scene.engines = List.of(flapping);
    LiveStream stream = plain();
    byte[] audio = Talk.audio(0, 5000);

    stream.audio(audio, 0, audio.length);
    scene.time.advance(5000);

    assertThat(flapping.dials).isGreaterThan(4);
    for (int i = 1; i < flapping.dials; i++) {
      assertThat(flapping.dialledAt.get(i) - flapping.dialledAt.get(i - 1))
          .isGreaterThanOrEqualTo(100);
    }
  }

  @Test
  void withoutAnyEngineTheAudioGoesTheWayOfRecordings() {
    engine(Collections.nCopies(20, new Plan(Fault.FAILS, 150)));
    LiveStream stream = plain();

    scene.speak(stream, talk.endMs());

    assertThat(scene.client.ended().closeCode()).isEqualTo(1011);
    assertThat(scene.gaps).hasSize(1);
    Scene.Gap gap = scene.gaps.getFirst();
    assertThat(gap.audio()).isEqualTo(Talk.audio(gap.audioFromMs(), gap.toMs()));
    assertThat(gap.fromMs()).isLessThan(200);
  }

  @Test
  void anEngineWithoutRoomIsOverload() {
    engine(List.of(new Plan(Fault.NO_ROOM, 0)));
    LiveStream stream = plain();

    scene.speak(stream, 500);

    assertThat(scene.client.ended().closeCode()).isEqualTo(1013);
  }

  @Test
  void tenMinutesOfNothingEndTheStream() {
    plain();

    scene.time.advance(599_000);
    assertThat(scene.client.end).isNull();
    scene.time.advance(2_000);

    assertThat(scene.client.ended().closeCode()).isEqualTo(1001);
  }

  @Test
  void aSignOfLifeKeepsAStream() {
    LiveStream stream = plain();
    scene.time.advance(500_000);

    stream.keepAlive();
    scene.time.advance(500_000);

    assertThat(scene.client.end).isNull();
  }

  @Test
  void aRestartFlushesFinals() {
    LiveStream stream = plain();
    scene.speak(stream, talk.words().get(5).endMs());

    stream.stop(StreamEnd.error(1012, ErrorCode.UNAVAILABLE, "Restart", true));
    scene.time.advance(1000);

    assertThat(scene.client.text()).endsWith(talk.words().get(5).text());
    assertThat(scene.client.ended().closeCode()).isEqualTo(1012);
  }

  @Test
  void aClientThatIsDismissedHearsNoMoreButNothingIsLost() {
    LiveStream stream = plain();
    scene.speak(stream, talk.words().get(5).endMs());

    int heard = scene.client.finals.size();

    stream.stop(StreamEnd.error(1008, ErrorCode.UNAUTHENTICATED, "Invalid API key", false));
    scene.time.advance(2000);

    assertThat(scene.client.ended().reason()).isEqualTo("Invalid API key");
    assertThat(scene.client.finals).hasSize(heard);
    assertThat(stored()).endsWith(talk.words().get(5).text());
  }

  @Test
  void aClientThatSendsFasterThanItSpeaksIsReadNoFasterThanItIsHeard() {
    LiveStream stream = plain();

    int sent = 0;
    while (!scene.client.paused && sent < 60_000) {
      byte[] frame = Talk.audio(sent, sent + 100);
      stream.audio(frame, 0, frame.length);
      sent += 100;
    }

    assertThat(sent).isLessThan(8_000);
    scene.time.advance(3_000);
    assertThat(scene.client.paused).isFalse();
    assertThat(scene.gaps).isEmpty();
  }

  @Test
  void acksTellWhatIsStored() {
    LiveStream stream = scene.open(Scene.config(false, Set.of(Feature.ACKS), null));

    scene.speak(stream, talk.endMs());
    scene.time.advance(1500);

    assertThat(scene.client.token).isNotNull();
    assertThat(scene.client.acks.getFirst().finalMs()).isZero();
    assertThat(scene.client.acks.getLast().receivedMs()).isGreaterThanOrEqualTo(talk.endMs());
    long lastWord = talk.words().getLast().endMs();
    assertThat(scene.client.acks.getLast().finalMs()).isBetween(lastWord - 1000, lastWord + 5000);
  }

  @Test
  void aWordThatAGapHasIsNotSaidAfterAResumptionEither() {
    var said = new ArrayList<Talk.Spoken>();
    var dead = Collections.nCopies(3, new Plan(Fault.NEVER_READY, 0));
    scene.engines =
        List.of(
            talkEngine("one", new Talk(said, 0), dead),
            talkEngine("two", new Talk(said, 0), dead.subList(0, 2)));
    LiveStream cut = scene.open(Scene.config(false, Set.of(Feature.ACKS), null));
    while (scene.gaps.isEmpty()) {
      scene.speak(cut, scene.sentMs + 100);
    }
    long end = scene.gaps.getFirst().toMs();
    said.add(new Talk.Spoken("within", end - 50, end + 400, 0, true));
    said.add(new Talk.Spoken("after", end + 4000, end + 4200, 0, true));
    cut.clientGone();
    String token = scene.client.token;

    scene.client = new Listeners();
    LiveStream resumed = scene.open(Scene.config(false, Set.of(Feature.ACKS), token));
    scene.time.advance(500);
    scene.sentMs = scene.client.acks.getFirst().receivedMs();
    scene.speak(resumed, end + 8000);

    assertThat(scene.sentMs).isGreaterThanOrEqualTo(end);
    assertThat(stored()).isEqualTo("after");
  }

  private TalkEngine talkEngine(String name, Talk of, List<Plan> plans) {
    return new TalkEngine(name, of, scene.time, plans, TalkEngine.able(2, true, null), 0);
  }

  /** However long it was away: it is told no more at once than it reads. */
  @Test
  void aClientThatMissedALotIsToldAsFastAsItReads() {
    String token = missing(40, 30_500);
    long known = scene.client.acks.getLast().finalMs();
    int stored = scene.journal.chunks.size();
    assertThat(stored).isGreaterThan(25);

    LiveStream resumed = resume(token, 10);
    scene.sentMs = known;
    scene.speak(resumed, 35_000);
    assertThat(scene.client.finals).hasSize(10);
    assertThat(scene.client.acks).isEmpty();
    assertThat(scene.client.interims).isEmpty();

    scene.client.room = stored - 10;
    scene.time.advance(300);
    assertThat(scene.client.finals).hasSize(stored);
    assertThat(scene.client.acks.getFirst().receivedMs()).isEqualTo(scene.sentMs);

    scene.client.room = 0; // what is new is told all the same
    scene.speak(resumed, 40_500);
    resumed.end();
    scene.time.advance(5_000);
    assertThat(scene.client.ended()).isEqualTo(StreamEnd.COMPLETE);
    assertThat(scene.client.text()).isEqualTo(everySecond(40).text());
  }

  @Test
  void aStreamThatEndsAtOnceHasToldWhatWasMissed() {
    String token = missing(10, 8_500);
    int stored = scene.journal.chunks.size();

    resume(token, 2).end();
    for (int i = 0; i < 3; i++) {
      scene.time.advance(15_000); // longer in all than storing may take
      assertThat(scene.client.end).isNull();
      scene.client.room = 1;
    }
    scene.client.room = 100;
    scene.time.advance(200);

    assertThat(scene.client.ended()).isEqualTo(StreamEnd.COMPLETE);
    assertThat(scene.client.finals).hasSize(stored);
  }

  @Test
  void whatIsSaidBehindWhatWasMissedIsStoredWhenTheClientLeavesAgain() {
    String token = missing(12, 8_500);
    long known = scene.client.acks.getLast().finalMs();

    LiveStream resumed = resume(token, 2);
    scene.sentMs = known;
    scene.speak(resumed, 12_500);
    resumed.clientGone();
    scene.time.advance(30_000);

    assertThat(scene.client.finals).hasSize(2);
    assertThat(stored()).isEqualTo(everySecond(12).text());
  }

  @Test
  void aClientThatTakesNothingOfWhatItMissedIsTooSlow() {
    String token = missing(10, 8_500);
    int stored = scene.journal.chunks.size();

    resume(token, 2);
    scene.time.advance(29_000);
    assertThat(scene.client.end).isNull();
    scene.time.advance(3_000);
    assertThat(scene.client.ended()).isEqualTo(StreamEnd.TOO_SLOW);

    resume(token, 100);
    assertThat(scene.client.finals).hasSize(stored);
    assertThat(scene.client.acks).hasSize(1);
  }

  @Test
  void aClientThatIsSentAwayUnheardIsHeardAsARecording() {
    String token = missing(10, 8_500);
    long known = scene.client.acks.getLast().finalMs();
    LiveStream resumed = resume(token, 2);
    int dials = ((TalkEngine) scene.engines.getFirst()).dials;
    scene.sentMs = known;

    scene.speak(resumed, known + 40_000);
    scene.time.advance(1_000);

    assertThat(scene.client.ended()).isEqualTo(StreamEnd.TOO_SLOW);
    assertThat(((TalkEngine) scene.engines.getFirst()).dials).isEqualTo(dials);
    assertThat(scene.gaps).hasSize(1);
    assertThat(scene.gaps.getFirst().toMs()).isGreaterThan(known + 29_000);
  }

  @Test
  void aServiceThatStopsDoesNotWaitUntilWhatWasMissedIsTold() {
    String token = missing(10, 8_500);
    LiveStream resumed = resume(token, 2);
    resumed.end();
    scene.time.advance(1_000);
    assertThat(scene.client.end).isNull();

    resumed.stop(StreamEnd.error(1012, ErrorCode.UNAVAILABLE, "Restarting", true));
    scene.time.advance(200);

    assertThat(scene.client.ended().closeCode()).isEqualTo(1012);
    assertThat(scene.client.acks).isEmpty();
  }

  /** A client speaks and is cut off; its first token, which stands for no final. */
  private String missing(int seconds, long untilMs) {
    scene.engines = List.of(talkEngine("one", everySecond(seconds), List.of()));
    LiveStream cut = scene.open(Scene.config(false, Set.of(Feature.ACKS), null));
    scene.time.advance(200);
    String token = scene.client.token;
    scene.speak(cut, untilMs);
    cut.clientGone();
    return Objects.requireNonNull(token);
  }

  /** Another client, which takes so many finals. */
  private LiveStream resume(String token, int room) {
    scene.client = new Listeners();
    scene.client.room = room;
    LiveStream resumed = scene.open(Scene.config(false, Set.of(Feature.ACKS), token));
    scene.time.advance(300);
    return resumed;
  }

  /** A client that asks for acks, is cut off when a word is final, and comes back. */
  @Test
  void aVoiceKeepsItsNumberOverAResumption() {
    var said =
        new Talk(
            List.of(
                new Talk.Spoken("one", 500, 900, 1, true),
                new Talk.Spoken("two", 3000, 3400, 1, true)),
            5000);
    scene.engines =
        List.of(
            new TalkEngine("one", said, scene.time, List.of(), TalkEngine.able(2, true, null), 1));
    LiveStream cut = scene.open(Scene.config(true, Set.of(Feature.ACKS), null));
    scene.speak(cut, 1400);
    cut.clientGone();
    String token = scene.client.token;

    scene.client = new Listeners();
    LiveStream resumed = scene.open(Scene.config(true, Set.of(Feature.ACKS), token));
    scene.time.advance(500);
    scene.sentMs = scene.client.acks.getFirst().receivedMs();
    scene.speak(resumed, 5000);

    assertThat(scene.journal.chunks).extracting(LiveChunk::text).containsExactly("one", "two");
    assertThat(scene.journal.chunks).extracting(LiveChunk::speaker).containsExactly("1", "1");
  }

  /** It waits until what came before the gap is stored: a crash in between must lose neither. */
  @Test
  void aGapIsNotedAfterTheFinalsBeforeIt() {
    scene.journal.latencyMs = 3000;
    engine(List.of(new Plan(Fault.STALLS, 3000)));
    LiveStream stream = plain();
    scene.speak(stream, 6000);

    stream.stop(StreamEnd.error(1008, ErrorCode.UNAUTHENTICATED, "Invalid API key", false));
    scene.time.advance(4000);
    assertThat(scene.gaps).isEmpty();
    assertThat(scene.client.end).isNull();
    scene.time.advance(2000);

    assertThat(scene.gaps).hasSize(1);
    assertThat(scene.client.ended().closeCode()).isEqualTo(1008);
  }

  /** Who resumes the recording begins behind its last final, and must not leave out the gap. */
  @Test
  void whatIsBehindAGapIsStoredWhenTheGapIsKept() {
    scene.repairMs = 4000;
    var said = everySecond(40);
    var dead = Collections.nCopies(3, new Plan(Fault.NEVER_READY, 0));
    scene.engines =
        List.of(talkEngine("one", said, dead), talkEngine("two", said, dead.subList(0, 2)));
    LiveStream stream = plain();

    while (scene.gaps.isEmpty() && scene.sentMs < said.endMs()) {
      assertThat(scene.journal.chunks).isEmpty();
      scene.speak(stream, scene.sentMs + 100);
    }
    scene.speak(stream, said.endMs());
    stream.end();
    scene.time.advance(2000);

    assertThat(scene.gaps).hasSize(1);
    assertThat(scene.client.end).isEqualTo(StreamEnd.COMPLETE);
    assertThat(scene.client.text()).isNotEmpty().isEqualTo(scene.outsideOfGaps(said));
  }

  private static Talk everySecond(int seconds) {
    return new Talk(
        IntStream.range(0, seconds)
            .mapToObj(i -> new Talk.Spoken("w" + i, i * 1000 + 200, i * 1000 + 500, 0, true))
            .toList(),
        seconds * 1000L);
  }

  @Test
  void aWordThatWasTakenBackIsInTheGap() {
    var said =
        new Talk(
            List.of(
                new Talk.Spoken("one", 500, 900, 0, true),
                new Talk.Spoken("two", 1000, 1900, 0, true)),
            3000);
    var plans = new ArrayList<>(Collections.nCopies(20, new Plan(Fault.REFUSES, 0)));
    plans.addFirst(new Plan(Fault.FAILS, 1300));
    scene.engines = List.of(talkEngine("one", said, plans));
    LiveStream stream = plain();

    scene.speak(stream, said.endMs());
    scene.time.advance(2000);

    assertThat(scene.client.ended().closeCode()).isEqualTo(1011);
    assertThat(scene.client.finals).isEmpty();
    assertThat(scene.gaps).hasSize(1);
    assertThat(scene.gaps.getFirst().has(said.words().getFirst())).isTrue();
  }

  @Test
  void aRotationThatFindsNoRoomWaitsForIt() {
    var said = everySecond(40);
    var noRoom = new Plan(Fault.NO_ROOM, 0);
    scene.engines =
        List.of(
            new TalkEngine(
                "one",
                said,
                scene.time,
                List.of(TalkEngine.SOUND, noRoom, noRoom, noRoom),
                TalkEngine.able(2, true, Duration.ofSeconds(20)),
                0));
    LiveStream stream = plain();

    scene.speak(stream, said.endMs());
    stream.end();
    scene.time.advance(3000);

    assertThat(scene.client.end).isEqualTo(StreamEnd.COMPLETE);
    assertThat(scene.client.text()).isEqualTo(said.text());
  }

  @Test
  void aTokenIsToldWhenTheRecordingCanBeResumed() {
    scene.journal.latencyMs = 3000;
    LiveStream stream = scene.open(Scene.config(false, Set.of(Feature.ACKS), null));

    scene.speak(stream, 2500);
    assertThat(scene.client.acks).isEmpty();
    scene.speak(stream, 4000);

    assertThat(scene.client.acks).isNotEmpty();
  }

  /** Its clock runs away: what it says must not have audio forgotten that nobody heard. */
  @Test
  void aWordIsNeverLaterThanTheAudioThatWasSent() {
    engine.clockAheadMs = 60_000;
    LiveStream stream = plain();

    scene.speak(stream, talk.endMs());
    stream.end();
    scene.time.advance(2000);

    assertThat(scene.client.finals).isNotEmpty().allMatch(said -> said.endMs() <= scene.sentMs);
    assertThat(scene.journal.settledMs).isLessThanOrEqualTo(scene.sentMs);
  }

  @Test
  void theDelayOfAFinalCountsFromTheArrivalOfItsEnd() {
    scene.journal.latencyMs = 5000;
    LiveStream stream = plain();
    long end = talk.words().getLast().endMs();
    scene.speak(stream, end + 20);

    stream.end();
    scene.time.advance(6000);

    var delay = scene.meters.get("extapi.stream.final.delay").timer();
    assertThat(delay.count()).isEqualTo(scene.client.finals.size());
    assertThat(delay.max(TimeUnit.MILLISECONDS)).isBetween(5000.0, 7000.0);
  }

  @Test
  void aRotationIsNoFailover() {
    scene.engines =
        List.of(
            new TalkEngine(
                "one",
                talk,
                scene.time,
                List.of(),
                TalkEngine.able(2, true, Duration.ofSeconds(4)),
                0));
    LiveStream stream = plain();

    scene.speak(stream, 8000);

    assertThat(scene.meters.get("extapi.stream.rotations").tag("engine", "one").counter().count())
        .isPositive();
    assertThat(scene.meters.find("extapi.stream.failovers").counter()).isNull();
  }

  @Test
  void failoversTellTheirReason() {
    engine(List.of(new Plan(Fault.STALLS, 1000), new Plan(Fault.ENDS, 1500)));
    LiveStream stream = plain();

    scene.speak(stream, 9000);

    assertThat(failovers("stalled")).isEqualTo(1);
    assertThat(failovers("ended")).isEqualTo(1);
  }

  private double failovers(String reason) {
    return scene.meters.get("extapi.stream.failovers").tag("reason", reason).counter().count();
  }

  @Test
  void aTokenIsNotInWhatIsPrintedOfAConfiguration() {
    assertThat(Scene.config(false, Set.of(), "secret.3")).asString().doesNotContain("secret");
  }

  @Test
  void aTokenThatNobodyKnowsIsRefused() {
    scene.open(Scene.config(false, Set.of(Feature.ACKS), "nonsense"));
    scene.time.advance(100);

    assertThat(scene.client.connected).isFalse();
    assertThat(scene.client.ended().closeCode()).isEqualTo(1008);
  }

  @Test
  void aMeetingGivesLanguagesAndKeywordsThatTheStreamDoesNotSet() {
    String id = Ulids.next();
    scene.meetings.put(
        id, new RecordedMeeting(new MeetingId(id), List.of("ko-KR", "en"), List.of("BizCrush")));

    LiveStream stream = scene.open(inMeeting(id));
    scene.speak(stream, 3000);

    assertThat(scene.requests.getFirst().languages().codes()).containsExactly("ko", "en");
    assertThat(scene.requests.getFirst().keywords()).containsExactly("BizCrush");
    assertThat(scene.journal.interims).isPositive();
  }

  @Test
  void aMeetingThatIsDeletedEndsItsStreamsWithinFiveSeconds() {
    String id = Ulids.next();
    scene.meetings.put(id, new RecordedMeeting(new MeetingId(id), List.of(), List.of()));
    LiveStream stream = scene.open(inMeeting(id));
    scene.speak(stream, 3000);

    scene.meetings.clear();
    scene.speak(stream, 8000);

    assertThat(scene.client.ended().closeCode()).isEqualTo(1008);
  }

  @Test
  void audioIsKeptWhileItIsNotKnownWhereItBelongs() {
    String id = Ulids.next();
    scene.meetingsAway = true;
    LiveStream stream = scene.open(inMeeting(id));
    byte[] early = Talk.audio(0, 100);
    stream.audio(early, 0, early.length);
    assertThat(scene.client.paused).isTrue();
    scene.time.advance(2000);

    scene.meetingsAway = false;
    scene.time.advance(1000);
    assertThat(scene.client.paused).isFalse();
    scene.sentMs = 100;
    scene.speak(stream, talk.endMs());
    stream.end();
    scene.time.advance(1000);

    assertThat(scene.client.text()).isEqualTo(talk.text());
  }

  @Test
  void aDatabaseThatStaysAwayAtTheBeginningIsOverload() {
    scene.meetingsAway = true;
    scene.open(inMeeting(Ulids.next()));

    scene.time.advance(11_000);

    assertThat(scene.client.ended().closeCode()).isEqualTo(1013);
  }

  private static StreamConfig inMeeting(String id) {
    return new StreamConfig(StreamConfig.Encoding.PCM16, id, null, false, false, Set.of(), null);
  }
}
