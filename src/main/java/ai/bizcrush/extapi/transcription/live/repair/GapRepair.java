package ai.bizcrush.extapi.transcription.live.repair;

import ai.bizcrush.extapi.engine.FileRoute;
import ai.bizcrush.extapi.engine.Recording;
import ai.bizcrush.extapi.engine.Utterance;
import ai.bizcrush.extapi.engine.Word;
import ai.bizcrush.extapi.meetings.MeetingId;
import ai.bizcrush.extapi.meetings.RecordedMeetings;
import ai.bizcrush.extapi.shared.ApiException;
import ai.bizcrush.extapi.shared.ErrorCode;
import ai.bizcrush.extapi.transcripts.Recorded;
import ai.bizcrush.extapi.transcripts.SpokenUtterance;
import ai.bizcrush.extapi.transcripts.TranscriptStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** One run of a repair: recognises the audio of a gap and stores what was said in it. */
@Component
class GapRepair {

  private static final Logger log = LoggerFactory.getLogger(GapRepair.class);

  /** When the replica that has the audio should have taken the work. */
  private static final Duration ELSEWHERE = Duration.ofSeconds(5);

  /** For how long a replica that has the audio may be away. */
  private static final Duration LOST = Duration.ofDays(1);

  private static final Duration PATIENCE = Duration.ofMinutes(30);

  private final FileRoute route;
  private final GapFolder folder;
  private final RecordedMeetings meetings;
  private final TranscriptStore store;
  private final Clock clock;

  GapRepair(
      FileRoute route,
      GapFolder folder,
      RecordedMeetings meetings,
      TranscriptStore store,
      Clock clock) {
    this.meetings = meetings;
    this.route = route;
    this.folder = folder;
    this.store = store;
    this.clock = clock;
  }

  /**
   * Does the work.
   *
   * @return null when it is over, else when to try again
   */
  @Nullable Duration run(String id, GapWork work) throws InterruptedException {
    Optional<Path> audio = folder.audio(id);
    if (audio.isEmpty()) {
      if (clock.instant().isBefore(work.orderedAt().plus(LOST))) {
        return ELSEWHERE;
      }
      log.error("Recording {}: the audio of a gap is lost", work.messageId());
      return null;
    }
    try {
      var found =
          route.transcribe(
              recording(audio.get()), work.request(), clock.instant().plus(PATIENCE), work.keyId());
      store(id, work, found.transcript().utterances());
    } catch (ApiException e) {
      if (e.code() == ErrorCode.INVALID_ARGUMENT) {
        log.warn("Recording {}: no engine takes the audio of a gap", work.messageId());
      } else {
        throw e; // the job's own failure: it is tried again
      }
    }
    folder.forget(id);
    return null;
  }

  /** Whoever has left the meeting since adds nothing to it. */
  private void store(String id, GapWork work, List<Utterance> utterances) {
    var recording = Recorded.of(work.recording());
    MeetingId meeting = recording.meeting();
    if (meeting == null || meetings.takesPart(recording.owner(), meeting)) {
      store.store(recording, id, spoken(work, utterances), true);
    }
  }

  private static SpokenUtterance spoken(Utterance utterance) {
    return new SpokenUtterance(
        utterance.speaker(),
        utterance.text(),
        utterance.language(),
        utterance.start().toMillis(),
        utterance.end().toMillis(),
        utterance.confidence());
  }

  private static List<SpokenUtterance> spoken(GapWork work, List<Utterance> utterances) {
    return within(work, utterances).stream().map(GapRepair::spoken).toList();
  }

  /** What belongs to the gap, on the clock of the whole recording. */
  static List<Utterance> within(GapWork work, List<Utterance> utterances) {
    var kept = new ArrayList<Utterance>();
    for (Utterance utterance : utterances) {
      Utterance placed = shift(utterance, Duration.ofMillis(work.audioFromMs()));
      if (placed.words().isEmpty()) {
        if (belongs(work, placed.start(), placed.end())) {
          kept.add(placed);
        }
        continue;
      }
      List<Word> words =
          placed.words().stream().filter(w -> belongs(work, w.start(), w.end())).toList();
      if (words.size() == placed.words().size()) {
        kept.add(placed);
      } else if (!words.isEmpty()) {
        kept.add(
            new Utterance(
                placed.speaker(),
                words.stream().map(Word::text).collect(Collectors.joining(" ")),
                words.getFirst().start(),
                words.getLast().end(),
                placed.confidence(),
                placed.language(),
                words));
      }
    }
    return kept;
  }

  private static boolean belongs(GapWork work, Duration start, Duration end) {
    return start.toMillis() + end.toMillis() >= 2 * work.fromMs() && start.toMillis() < work.toMs();
  }

  private static Utterance shift(Utterance utterance, Duration by) {
    return new Utterance(
        utterance.speaker(),
        utterance.text(),
        utterance.start().plus(by),
        utterance.end().plus(by),
        utterance.confidence(),
        utterance.language(),
        utterance.words().stream()
            .map(
                word ->
                    new Word(
                        word.text(), word.start().plus(by), word.end().plus(by), word.confidence()))
            .toList());
  }

  private static Recording recording(Path pcm) {
    try {
      return new Recording(pcm, 0, Files.size(pcm) / Recording.SAMPLE_BYTES);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
