package ai.bizcrush.extapi.engine.file;

import static ai.bizcrush.extapi.engine.settings.TestPolicies.policy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.bizcrush.extapi.engine.EngineCall;
import ai.bizcrush.extapi.engine.EngineException;
import ai.bizcrush.extapi.engine.FileCapabilities;
import ai.bizcrush.extapi.engine.FileRecognizer;
import ai.bizcrush.extapi.engine.LanguageHints;
import ai.bizcrush.extapi.engine.RecognitionRequest;
import ai.bizcrush.extapi.engine.Recording;
import ai.bizcrush.extapi.engine.Transcript;
import ai.bizcrush.extapi.engine.Utterance;
import ai.bizcrush.extapi.engine.Word;
import ai.bizcrush.extapi.engine.guard.Deadline;
import ai.bizcrush.extapi.engine.guard.EngineGuard;
import ai.bizcrush.extapi.engine.guard.TestGuards;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Recordings longer than an engine takes, from the file to the joined transcript. */
class SplittingTests {

  private static final int CASES = 12;

  @TempDir Path folder;

  private final TestGuards guards = new TestGuards();
  private final EngineGuard guard = guards.guard("hearing", policy());
  private final List<Recording> pieces = new ArrayList<>();

  /** Hears a conversation, but never more of it at once than it takes. */
  private class Hearing implements FileRecognizer {
    private final Conversation conversation;
    private final Duration longest;

    Hearing(Conversation conversation, Duration longest) {
      this.conversation = conversation;
      this.longest = longest;
    }

    @Override
    public FileCapabilities capabilities() {
      return new FileCapabilities(Set.of("en"), true, true, true, longest);
    }

    @Override
    public Transcript recognize(Recording piece, RecognitionRequest request, EngineCall call) {
      assertThat(piece.duration()).isLessThanOrEqualTo(longest);
      assertThat(guards.permitsUsed("hearing")).isEqualTo(1);
      pieces.add(piece);
      return conversation.hear(piece);
    }
  }

  private Transcript transcribe(Conversation conversation, Duration longest, boolean diarization)
      throws Exception {
    pieces.clear();
    return transcribe(
        new Hearing(conversation, longest),
        conversation.record(folder.resolve("talk.pcm")),
        diarization);
  }

  private Transcript transcribe(FileRecognizer hearing, Recording recording, boolean diarization)
      throws Exception {
    var engine = new FileEngine("hearing", hearing, guard);
    return engine.transcribe(
        recording,
        new RecognitionRequest(LanguageHints.AUTOMATIC, diarization, List.of()),
        Deadline.in(Duration.ofHours(1), guards.time()),
        "key",
        true);
  }

  private static List<String> texts(Transcript transcript) {
    return transcript.utterances().stream()
        .flatMap(u -> List.of(u.text().split(" ")).stream())
        .toList();
  }

  private static List<String> spoken(Conversation conversation) {
    return conversation.words().stream().map(Conversation.Spoken::text).toList();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void nothingIsLostAndNothingIsSaidTwice(boolean timed) throws Exception {
    for (int seed = 0; seed < CASES; seed++) {
      var random = new Random(seed);
      var conversation =
          new Conversation(seed, timed)
              .talk(1 + random.nextInt(4), Duration.ofSeconds(60 + random.nextInt(120)));

      var transcript =
          transcribe(conversation, Duration.ofSeconds(15 + random.nextInt(45)), seed % 2 == 0);

      assertThat(texts(transcript)).as("seed %d", seed).isEqualTo(spoken(conversation));
      assertThat(pieces).hasSizeGreaterThan(1);
    }
  }

  @Test
  void nothingIsLostWhereNobodyPauses() throws Exception {
    for (int seed = 0; seed < CASES; seed++) {
      var conversation =
          new Conversation(seed, true).talkWithoutAPause(Duration.ofSeconds(60 + seed));

      var transcript = transcribe(conversation, Duration.ofSeconds(25), seed % 2 == 0);

      assertThat(texts(transcript)).as("seed %d", seed).isEqualTo(spoken(conversation));
    }
  }

  @Test
  void nothingIsLostWhereNobodyPausesAndNoWordHasATime() throws Exception {
    for (int seed = 0; seed < CASES; seed++) {
      var conversation =
          new Conversation(seed, false).talkWithoutAPause(Duration.ofSeconds(60 + seed));

      var transcript = transcribe(conversation, Duration.ofSeconds(40), true);

      assertThat(texts(transcript)).as("seed %d", seed).isEqualTo(spoken(conversation));
    }
  }

  @Test
  void timesAreThoseOfTheWholeRecording() throws Exception {
    var conversation = new Conversation(7, true).talk(3, Duration.ofMinutes(3));

    var transcript = transcribe(conversation, Duration.ofSeconds(40), true);

    List<Word> words = transcript.utterances().stream().flatMap(u -> u.words().stream()).toList();
    assertThat(words).hasSameSizeAs(conversation.words());
    for (int i = 0; i < words.size(); i++) {
      var spoken = conversation.words().get(i);
      assertThat(words.get(i).start().toMillis())
          .isCloseTo(Recording.timeOf(spoken.from()).toMillis(), within(60L));
      assertThat(words.get(i).end().toMillis())
          .isCloseTo(Recording.timeOf(spoken.to()).toMillis(), within(60L));
    }
    assertThat(transcript.utterances())
        .allSatisfy(
            u -> {
              assertThat(u.start()).isLessThanOrEqualTo(u.words().getFirst().start());
              assertThat(u.end()).isGreaterThanOrEqualTo(u.words().getLast().end());
            });
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aNumberNeverStandsForTwoPeople(boolean timed) throws Exception {
    for (int seed = 0; seed < CASES; seed++) {
      var conversation = new Conversation(seed, timed).talk(2 + seed % 3, Duration.ofMinutes(3));

      var transcript = transcribe(conversation, Duration.ofSeconds(30 + seed), true);

      assertThat(people(conversation, transcript).values())
          .as("seed %d", seed)
          .allSatisfy(heard -> assertThat(heard).hasSize(1));
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void peopleWhoAreHeardAtTheSeamsKeepTheirNumbers(boolean timed) throws Exception {
    for (int seed = 0; seed < CASES; seed++) {
      var conversation = new Conversation(seed, timed).alternate(2, Duration.ofMinutes(4));

      var transcript = transcribe(conversation, Duration.ofSeconds(70), true);

      assertThat(pieces).hasSizeGreaterThan(3);
      assertThat(people(conversation, transcript))
          .as("seed %d", seed)
          .isEqualTo(Map.of("0", Set.of(0), "1", Set.of(1)));
    }
  }

  /** Which people each number stands for; the texts are known to be those that were spoken. */
  private static Map<String, Set<Integer>> people(
      Conversation conversation, Transcript transcript) {
    var people = new HashMap<String, Set<Integer>>();
    int next = 0;
    for (Utterance utterance : transcript.utterances()) {
      for (String text : utterance.text().split(" ")) {
        var spoken = conversation.words().get(next++);
        assertThat(text).isEqualTo(spoken.text());
        people.computeIfAbsent(utterance.speaker(), _ -> new TreeSet<>()).add(spoken.speaker());
      }
    }
    return people;
  }

  @Test
  void withoutDiarizationEverybodyStaysZero() throws Exception {
    var conversation = new Conversation(3, true).talk(3, Duration.ofMinutes(2));

    var transcript = transcribe(conversation, Duration.ofSeconds(30), false);

    assertThat(transcript.utterances()).extracting(Utterance::speaker).containsOnly("0");
  }

  @Test
  void aRecordingThatIsNotTooLongStaysWhole() throws Exception {
    var conversation = new Conversation(4, true).talk(2, Duration.ofSeconds(30));

    transcribe(conversation, Duration.ofMinutes(1), true);

    assertThat(pieces).hasSize(1);
  }

  @Test
  void aStretchOfAFileIsSplitOnItsOwnClock() throws Exception {
    var conversation = new Conversation(5, true).talk(2, Duration.ofMinutes(2));
    var whole = conversation.record(folder.resolve("talk.pcm"));
    var stretch = whole.slice(20L * Recording.SAMPLE_RATE, 110L * Recording.SAMPLE_RATE);

    var transcript = transcribe(new Hearing(conversation, Duration.ofSeconds(30)), stretch, true);

    var first =
        conversation.words().stream()
            .filter(w -> w.from() >= stretch.firstSample())
            .findFirst()
            .orElseThrow();
    assertThat(
            transcript.utterances().stream()
                .flatMap(u -> u.words().stream())
                .filter(w -> w.text().equals(first.text()))
                .findFirst()
                .orElseThrow()
                .start()
                .toMillis())
        .isCloseTo(Recording.timeOf(first.from() - stretch.firstSample()).toMillis(), within(60L));
  }

  @Test
  void onePieceThatFailsFailsTheEngine() throws Exception {
    var conversation = new Conversation(6, true).talk(2, Duration.ofMinutes(2));
    var hearing =
        new Hearing(conversation, Duration.ofSeconds(30)) {
          @Override
          public Transcript recognize(
              Recording piece, RecognitionRequest request, EngineCall call) {
            if (pieces.size() == 2) {
              throw EngineException.broken("500", null);
            }
            return super.recognize(piece, request, call);
          }
        };
    var recording = conversation.record(folder.resolve("talk.pcm"));

    assertThatThrownBy(() -> transcribe(hearing, recording, true))
        .isInstanceOf(EngineException.class);
    assertThat(pieces).hasSize(2);
    assertThat(guards.permitsUsed("hearing")).isZero();
  }
}
