package ai.bizcrush.extapi.transcription.live.session;

import ai.bizcrush.extapi.engine.LanguageHints;
import ai.bizcrush.extapi.engine.RecognitionRequest;
import ai.bizcrush.extapi.engine.live.LiveEngine;
import ai.bizcrush.extapi.meetings.MeetingId;
import ai.bizcrush.extapi.meetings.RecordedMeetings;
import ai.bizcrush.extapi.shared.Caller;
import ai.bizcrush.extapi.shared.UserId;
import ai.bizcrush.extapi.transcription.live.DiskBudget;
import ai.bizcrush.extapi.transcription.live.Feature;
import ai.bizcrush.extapi.transcription.live.GapRepairs;
import ai.bizcrush.extapi.transcription.live.LiveStream;
import ai.bizcrush.extapi.transcription.live.StreamConfig;
import ai.bizcrush.extapi.transcripts.LiveJournal.Outcome;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A stream with everything around it in virtual time. */
final class Scene {

  static final int FRAME_MS = 20;

  record Gap(long audioFromMs, long fromMs, long toMs, byte[] audio) {

    boolean has(Talk.Spoken word) {
      return word.startMs() + word.endMs() >= 2 * fromMs && word.startMs() < toMs;
    }
  }

  final VirtualTime time = new VirtualTime();
  final MemoryJournal journal = new MemoryJournal(time);
  final List<Gap> gaps = new ArrayList<>();
  final List<RecognitionRequest> requests = new ArrayList<>();
  final Map<String, RecordedMeetings.RecordedMeeting> meetings = new HashMap<>();
  final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  final RingStore rings =
      new RingStore(16_000, 64 << 20, new DiskBudget(0), Path.of("unused"), Runnable::run);
  List<? extends LiveEngine> engines = List.of();
  StreamRules rules = StreamRules.STANDARD;
  Listeners client = new Listeners();
  @Nullable LiveStream stream;
  long sentMs;
  boolean meetingsAway;
  double chance = 0.5;
  long repairMs = 50;

  static StreamConfig config(boolean diarization, Set<Feature> features, @Nullable String token) {
    return new StreamConfig(
        StreamConfig.Encoding.PCM16,
        "session",
        LanguageHints.AUTOMATIC,
        false,
        diarization,
        features,
        token);
  }

  /** Begins a stream; it ticks by itself until it is over. */
  LiveStream open(StreamConfig config) {
    var context =
        new StreamContext(
            request -> {
              requests.add(request);
              return List.copyOf(engines);
            },
            journal,
            new Meetings(),
            rings,
            this::repair,
            time,
            () -> chance,
            time::now,
            new StreamMeters(meters),
            rules);
    LiveStream opened =
        new SessionStreams(context)
            .open(config, new Caller(new UserId("USER000001"), "key"), client, time);
    stream = opened;
    tick(opened, client);
    return opened;
  }

  private void tick(LiveStream of, Listeners heard) {
    time.after(
        100,
        () -> {
          if (heard.end == null) {
            of.tick(time.now());
            tick(of, heard);
          }
        });
  }

  /** Speaks in real time, a frame of 20 ms at a time, as far as the stream reads. */
  void speak(LiveStream to, long untilMs) {
    while (sentMs < untilMs && client.end == null) {
      if (!client.paused) {
        byte[] frame = Talk.audio(sentMs, sentMs + FRAME_MS);
        to.audio(frame, 0, frame.length);
        to.readComplete();
        sentMs += FRAME_MS;
      }
      time.advance(FRAME_MS);
    }
  }

  /** All words but those of gaps, which are transcribed as recordings. */
  String outsideOfGaps(Talk talk) {
    return talk.words().stream()
        .filter(word -> gaps.stream().noneMatch(gap -> gap.has(word)))
        .map(Talk.Spoken::text)
        .collect(Collectors.joining(" "));
  }

  private void repair(
      GapRepairs.Gap gap, GapRepairs.Audio audio, Executor loop, Consumer<Outcome> done) {
    var copy = new ByteArrayOutputStream();
    audio.copyTo(copy::write);
    time.after(
        repairMs,
        () -> {
          Outcome outcome = journal.leaveGap(gap.recording(), gap.toMs());
          if (outcome == Outcome.COMMITTED) {
            gaps.add(new Gap(gap.audioFromMs(), gap.fromMs(), gap.toMs(), copy.toByteArray()));
          }
          loop.execute(() -> done.accept(outcome));
        });
  }

  private final class Meetings implements RecordedMeetings {

    @Override
    public Optional<RecordedMeeting> find(UserId user, String sessionId) {
      if (meetingsAway) {
        throw new IllegalStateException("away");
      }
      return Optional.ofNullable(meetings.get(sessionId));
    }

    @Override
    public boolean takesPart(UserId user, MeetingId meeting) {
      return meetings.containsKey(meeting.value());
    }

    @Override
    public void active(MeetingId meeting) {}
  }
}
