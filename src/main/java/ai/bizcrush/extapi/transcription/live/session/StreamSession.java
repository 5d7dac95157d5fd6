package ai.bizcrush.extapi.transcription.live.session;

import ai.bizcrush.extapi.engine.LanguageHints;
import ai.bizcrush.extapi.engine.RecognitionRequest;
import ai.bizcrush.extapi.meetings.RecordedMeetings.RecordedMeeting;
import ai.bizcrush.extapi.shared.Caller;
import ai.bizcrush.extapi.shared.ErrorCode;
import ai.bizcrush.extapi.shared.Ulids;
import ai.bizcrush.extapi.transcription.live.LiveStream;
import ai.bizcrush.extapi.transcription.live.StreamClient;
import ai.bizcrush.extapi.transcription.live.StreamConfig;
import ai.bizcrush.extapi.transcription.live.StreamEnd;
import ai.bizcrush.extapi.transcripts.LiveJournal.Reached;
import ai.bizcrush.extapi.transcripts.LiveJournal.Resumption;
import ai.bizcrush.extapi.transcripts.LiveRecording;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A stream from its configuration on. It first finds out what it belongs to, a meeting or an
 * earlier connection; from then on it is {@linkplain RunningStream running}.
 */
final class StreamSession implements LiveStream {

  private static final StreamEnd UNAVAILABLE =
      StreamEnd.error(1013, ErrorCode.UNAVAILABLE, "Storage unavailable", true);
  private static final StreamEnd UNKNOWN_TOKEN =
      StreamEnd.error(1008, ErrorCode.NOT_FOUND, "Unknown resume token", false);
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final StreamConfig config;
  private final Caller caller;
  private final StreamContext context;
  private final Executor loop;
  private final Outlet client;
  private final MeetingLookup meetings;
  private final long openUntil;

  /** Audio that came in the same read as the configuration. */
  private final ByteArrayOutputStream early = new ByteArrayOutputStream(0);

  private @Nullable RunningStream running;
  private @Nullable Runnable endOrder;
  private long now;
  private boolean over;

  StreamSession(
      StreamConfig config,
      Caller caller,
      StreamClient client,
      Executor loop,
      StreamContext context,
      long now) {
    this.config = config;
    this.caller = caller;
    this.context = context;
    this.loop = loop;
    this.client = new Outlet(client);
    this.now = now;
    this.meetings =
        new MeetingLookup(
            context.meetings(),
            caller.user(),
            loop,
            context.blocking(),
            () -> refuse(UNAVAILABLE),
            now);
    this.openUntil = now + PATIENCE.toNanos();
  }

  /** Begins to find out. */
  void open() {
    String token = config.resumeToken();
    if (token == null) {
      client.connected();
      client.flush();
      if (Ulids.parse(config.sessionId()).isEmpty()) {
        begin(Optional.empty());
        return;
      }
    }
    client.pauseReading();
    ask();
  }

  private void ask() {
    String token = config.resumeToken();
    if (token == null) {
      meetings.find(config.sessionId(), this::begin);
    } else {
      var resumed = ResumeToken.parse(token);
      context
          .journal()
          .resume(
              caller.user(),
              resumed.hash(),
              resumed.finals(),
              loop,
              answer -> resumed(answer, resumed));
    }
  }

  private void resumed(Resumption answer, ResumeToken token) {
    switch (answer) {
      case Resumption.Resumed resumed ->
          meetings.find(
              resumed.recording().sessionId(),
              meeting -> {
                client.connected();
                run(resumed, meeting, token);
              });
      case Resumption.Unknown() -> refuse(UNKNOWN_TOKEN);
      case Resumption.Unavailable() -> refuse(UNAVAILABLE);
    }
  }

  private void begin(Optional<RecordedMeeting> meeting) {
    var recording =
        new LiveRecording(
            Ulids.next(),
            caller.user(),
            config.sessionId(),
            meeting.map(RecordedMeeting::id).orElse(null),
            1);
    run(
        new Resumption.Resumed(recording, Reached.NOTHING, null, List.of()),
        meeting,
        ResumeToken.next());
  }

  private void run(Resumption.Resumed from, Optional<RecordedMeeting> meeting, ResumeToken token) {
    if (over) {
      return;
    }
    var stream =
        new RunningStream(
            config, caller, request(meeting), from, token, client, loop, context, now);
    running = stream;
    stream.start();
    client.resumeReading();
    if (early.size() > 0) {
      stream.audio(early.toByteArray(), 0, early.size());
      early.reset();
      stream.readComplete();
    }
    if (endOrder != null) {
      endOrder.run();
    }
    client.flush();
  }

  private RecognitionRequest request(Optional<RecordedMeeting> meeting) {
    LanguageHints languages = config.languages();
    if (languages == null) {
      languages = LanguageHints.of(meeting.map(RecordedMeeting::languages).orElse(List.of()));
    }
    return new RecognitionRequest(
        languages, config.diarization(), meeting.map(RecordedMeeting::keywords).orElse(List.of()));
  }

  private void refuse(StreamEnd why) {
    over = true;
    client.close(why);
  }

  @Override
  public void audio(byte[] pcm, int offset, int length) {
    if (running != null) {
      running.audio(pcm, offset, length);
    } else if (!over) {
      early.write(pcm, offset, length);
    }
  }

  @Override
  public void end() {
    whenRunning(RunningStream::end);
  }

  @Override
  public void finish() {
    if (running != null) {
      running.finish();
    }
  }

  @Override
  public void keepAlive() {
    if (running != null) {
      running.keepAlive();
    }
  }

  @Override
  public void readComplete() {
    if (running != null) {
      running.readComplete();
    }
  }

  @Override
  public void clientGone() {
    client.shut();
    whenRunning(RunningStream::clientGone);
  }

  @Override
  public void stop(StreamEnd why) {
    if (running == null) {
      refuse(why);
    } else {
      running.stop(why);
    }
  }

  @Override
  public void abort() {
    over = true;
    if (running != null) {
      running.abort();
    }
  }

  @Override
  public void tick(long nanoTime) {
    now = nanoTime;
    if (running != null) {
      running.tick(nanoTime);
    } else if (!over && now >= openUntil) {
      refuse(UNAVAILABLE);
    } else if (!over) {
      meetings.tick(now);
    }
  }

  /** Now, or as soon as it is known what the stream belongs to. */
  private void whenRunning(Consumer<RunningStream> order) {
    RunningStream stream = running;
    if (stream != null) {
      order.accept(stream);
    } else {
      endOrder =
          () -> {
            if (running != null) {
              order.accept(running);
            }
          };
    }
  }
}
