package ai.bizcrush.extapi.transcription.live.session;

import ai.bizcrush.extapi.engine.EngineException;
import ai.bizcrush.extapi.engine.LiveWord;
import ai.bizcrush.extapi.engine.RecognitionRequest;
import ai.bizcrush.extapi.engine.Recording;
import ai.bizcrush.extapi.engine.live.LiveEngine;
import ai.bizcrush.extapi.meetings.MeetingId;
import ai.bizcrush.extapi.shared.Caller;
import ai.bizcrush.extapi.shared.ErrorCode;
import ai.bizcrush.extapi.transcription.live.Feature;
import ai.bizcrush.extapi.transcription.live.StreamConfig;
import ai.bizcrush.extapi.transcription.live.StreamEnd;
import ai.bizcrush.extapi.transcripts.LiveChunk;
import ai.bizcrush.extapi.transcripts.LiveJournal.Outcome;
import ai.bizcrush.extapi.transcripts.LiveJournal.Resumption;
import ai.bizcrush.extapi.transcripts.LiveRecording;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Audio in, chunks out, whatever becomes of engines and connections. */
final class RunningStream {

  private static final Logger log = LoggerFactory.getLogger(RunningStream.class);

  private static final int SAMPLES_A_MS = Recording.SAMPLE_RATE / 1000;
  private static final long SECOND = Duration.ofSeconds(1).toNanos();
  private static final long CHECK = Duration.ofSeconds(3).toNanos();
  private static final long ACTIVE = Duration.ofMinutes(1).toNanos();

  /** Whoever stores gives up before this. */
  private static final long STORED_WITHIN = Duration.ofSeconds(25).toNanos();

  private static final int RESTART = 1012;

  /** So little at the end of a stream is no word. */
  private static final long UNHEARD_MS = 200;

  private static final StreamEnd IDLE = new StreamEnd(1001, "Idle", null, false);
  private static final StreamEnd REPLACED =
      StreamEnd.error(1008, ErrorCode.CONFLICT, "Replaced", false);
  private static final StreamEnd NO_MEETING =
      StreamEnd.error(1008, ErrorCode.NOT_FOUND, "Meeting not found", false);
  private static final StreamEnd NOT_STORED =
      StreamEnd.error(1013, ErrorCode.UNAVAILABLE, "Storage unavailable", true);
  private static final StreamEnd NO_ROOM =
      StreamEnd.error(1013, ErrorCode.UNAVAILABLE, "No engine has room", true);
  private static final StreamEnd NO_ENGINE =
      StreamEnd.error(1011, ErrorCode.ENGINE_FAILED, "No engine left", true);

  private final Caller caller;
  private final RecognitionRequest request;
  private final LiveRecording recording;
  private final Outlet client;
  private final Executor loop;
  private final StreamContext context;
  private final StreamRules rules;
  private final boolean acks;
  private final AudioRing ring;
  private final Transcript transcript;
  private final EngineLine line;
  private final Gaps gaps;
  private final Arrivals arrivals = new Arrivals();
  private final long firstMs;
  private final List<LiveChunk> missed;

  private final ResumeToken token;
  private StreamEnd end = StreamEnd.COMPLETE;
  private long now;
  private long secondAt;
  private long checkedAt;
  private long activeAt;
  private long firstAudioAt;
  private long lastAudioAt;
  private long lastSignAt;
  private long endSaidAt;
  private long goneAt;
  private long doneAt;
  private long stopBy = Long.MAX_VALUE;
  private long countedMs;
  private long ackedReceivedMs = -1;
  private long ackedFinalMs = -1;
  private long heardMs;
  private boolean audioBegan;
  private boolean audioSinceTick;
  private boolean finished = true;
  private boolean anyText;
  private boolean begun;
  private boolean ending;
  private boolean enginesDone;
  private boolean over;

  RunningStream(
      StreamConfig config,
      Caller caller,
      RecognitionRequest request,
      Resumption.Resumed from,
      ResumeToken token,
      Outlet client,
      Executor loop,
      StreamContext context,
      long now) {
    this.caller = caller;
    this.token = token;
    this.missed = from.missed();
    this.request = request;
    this.recording = from.recording();
    this.client = client;
    this.loop = loop;
    this.context = context;
    this.rules = context.rules();
    this.acks = config.has(Feature.ACKS);
    this.now = now;
    secondAt = now;
    checkedAt = now;
    activeAt = now - ACTIVE;
    lastSignAt = now;
    firstMs = Math.max(0, from.reached().settledMs() - Transcript.LEAD_MS);
    countedMs = firstMs;
    heardMs = firstMs;
    ring = new AudioRing(context.rings(), loop, firstMs * SAMPLES_A_MS);
    transcript =
        new Transcript(config, from, client, context.journal(), loop, new TranscriptEvents());
    line =
        new EngineLine(
            context.route().engines(request),
            request,
            ring,
            loop,
            context.random(),
            new EngineEvents());
    gaps =
        new Gaps(
            recording, request, caller.keyId(), ring, transcript, loop, context, new GapEvents());
    begun = recording.epoch() > 1;
  }

  /** Tells a client with acks where its audio is to begin, and what it has missed. */
  void start() {
    if (begun) {
      resumed();
    } else if (acks) {
      begin();
    }
  }

  /** Finals that were stored when the client could not be reached any more come first. */
  private void resumed() {
    for (LiveChunk chunk : missed) {
      client.finished(FinalChunk.of(chunk, recording.sessionId()));
    }
    ack();
  }

  /** The recording's row is made when there is something to say about it. */
  private void begin() {
    begun = true;
    context
        .journal()
        .begin(
            recording,
            acks ? token.hash() : null,
            loop,
            outcome -> {
              if (outcome != Outcome.COMMITTED) {
                notStored(outcome);
              } else {
                ack();
                client.flush();
              }
            });
  }

  void audio(byte[] pcm, int offset, int length) {
    if (over || ending || length == 0) {
      return;
    }
    audioSinceTick = true;
    finished = false;
    ring.append(pcm, offset, length);
    if (arrivals.isDue(receivedMs())) {
      arrivals.note(receivedMs(), context.nanoTime().getAsLong());
    }
    if (!audioBegan) {
      audioBegan = true;
      firstAudioAt = now;
      lastAudioAt = now;
      if (!begun) {
        begin();
      }
      line.start(now);
    } else {
      line.pump();
    }
    if (isFarAhead(1) || isFull()) {
      client.pauseReading();
    }
  }

  void readComplete() {
    line.flush();
  }

  void keepAlive() {
    lastSignAt = now;
  }

  void finish() {
    finished = true;
    lastSignAt = now;
    line.finish();
  }

  void end() {
    if (over || ending) {
      return;
    }
    ending = true;
    if (enginesDone || !audioBegan) {
      enginesDone = true;
      completeIfStored();
    } else {
      line.end();
    }
  }

  void clientGone() {
    client.shut();
    if (acks && !ending) {
      goneAt = now; // it may come back, on any replica: what is open is finished after a while
    } else {
      end();
    }
  }

  /**
   * The service ends the stream: a client that is to come back hears its last finals, one that is
   * not welcome hears no more; in both cases they are stored.
   */
  void stop(StreamEnd why) {
    if (over || stopBy != Long.MAX_VALUE) {
      return;
    }
    end = why;
    boolean welcome = why.closeCode() == RESTART;
    if (!welcome) {
      client.shut();
    }
    stopBy = now + (welcome ? rules.stopWithin() : rules.dismissWithin()).toNanos();
    end();
  }

  void tick(long nanoTime) {
    now = nanoTime;
    if (over) {
      return;
    }
    if (audioSinceTick) {
      audioSinceTick = false;
      lastAudioAt = now;
      lastSignAt = now;
    }
    line.tick(now);
    if (now - secondAt >= SECOND) {
      secondAt = now;
      eachSecond();
    }
    endings();
    ring.relieve();
    if (client.isPaused() && !over && !isFull() && !isFarAhead(2)) {
      client.resumeReading();
    }
    client.flush();
  }

  private void eachSecond() {
    long received = receivedMs();
    context.meters().received(received - countedMs);
    countedMs = received;
    transcript.storeInterim();
    LiveEngine engine = line.engine();
    if (engine != null && !engine.capabilities().progress()) {
      transcript.settleSilence(line.sentMs() - rules.unheard().toMillis());
    }
    trim();
    ack();
    if (now - checkedAt >= CHECK) {
      checkedAt = now;
      check();
    }
  }

  private void endings() {
    if (over) {
      return;
    }
    if (goneAt != 0 && now - goneAt >= rules.grace().toNanos()) {
      goneAt = 0;
      end();
    } else if (!ending && now - lastSignAt >= rules.idle().toNanos() && !client.isPaused()) {
      end = IDLE;
      end();
    } else if (!finished
        && !ending
        && goneAt == 0
        && !client.isPaused()
        && now - lastAudioAt >= rules.finishAfter().toNanos()) {
      finished = true;
      line.finish();
    }
    if (line.isEnding() && endSaidAt == 0) {
      endSaidAt = now;
    }
    if (!enginesDone && (isLate() || now >= stopBy)) {
      withoutEngine(true);
    } else if (enginesDone && doneAt == 0) {
      doneAt = now;
    } else if (enginesDone && now - doneAt >= STORED_WITHIN) {
      close(NOT_STORED);
    }
  }

  /** An engine that is still at work is waited for, but not for ever. */
  private boolean isLate() {
    boolean rests = line.isEnding() && line.restingNanos() >= rules.endWithin().toNanos();
    return rests || (endSaidAt != 0 && now - endSaidAt >= rules.endAtMost().toNanos());
  }

  /** No engine says any more: what is open is closed, what was not heard goes another way. */
  private void withoutEngine(boolean keepTail) {
    enginesDone = true;
    line.close();
    if (keepTail) {
      transcript.keepAll();
    } else {
      transcript.endpoint();
    }
    long from = Math.max(transcript.wordsEndMs(), Math.max(heardMs, transcript.settledMs()));
    if (receivedMs() - from > UNHEARD_MS && !isSentAgain()) {
      gaps.leave(from, receivedMs());
    }
    completeIfStored();
  }

  /** Whether the client, told to come back, still has the audio that no engine heard. */
  private boolean isSentAgain() {
    return end.retryable() && !client.isShut() && (acks || !line.wasEverReady());
  }

  /** A client that is not welcome any more does not wait for what is heard afterwards. */
  private void completeIfStored() {
    boolean stored = !transcript.isStoring() && (!gaps.areOpen() || isDismissed());
    if (enginesDone && stored && !over) {
      close(end);
    }
  }

  private boolean isDismissed() {
    return stopBy != Long.MAX_VALUE && end.closeCode() != RESTART;
  }

  private void close(StreamEnd why) {
    over = true;
    line.close();
    context.meters().received(receivedMs() - countedMs);
    if (begun) {
      context.journal().end(recording);
    }
    client.close(why);
    gaps.close();
    ring.close();
  }

  private void notStored(Outcome outcome) {
    if (!over) {
      close(outcome == Outcome.REPLACED ? REPLACED : NOT_STORED);
    }
  }

  /** Whether the stream may still be written at all. */
  private void check() {
    MeetingId meeting = recording.meeting();
    if (meeting != null) {
      watch(meeting);
    }
    if (acks && begun) {
      context
          .journal()
          .check(
              recording,
              loop,
              outcome -> {
                if (outcome == Outcome.REPLACED) {
                  notStored(outcome);
                }
              });
    }
  }

  private void watch(MeetingId meeting) {
    boolean active = now - activeAt >= ACTIVE;
    if (active) {
      activeAt = now;
    }
    try {
      context
          .blocking()
          .execute(
              () -> {
                try {
                  if (!context.meetings().takesPart(caller.user(), meeting)) {
                    loop.execute(this::meetingGone);
                  } else if (active) {
                    context.meetings().active(meeting);
                  }
                } catch (RuntimeException e) {
                  log.debug("A meeting is asked for again soon ({})", e.getClass().getName());
                }
              });
    } catch (RejectedExecutionException e) {
      checkedAt = now; // asked again soon
    }
  }

  private void meetingGone() {
    if (!over) {
      close(NO_MEETING);
    }
  }

  private void ack() {
    if (!acks) {
      return;
    }
    long received = receivedMs();
    long settled =
        Math.max(ackedFinalMs, Math.max(firstMs, transcript.storedMs() - Transcript.LEAD_MS));
    if (received != ackedReceivedMs || settled != ackedFinalMs) {
      ackedReceivedMs = received;
      ackedFinalMs = settled;
      client.ack(received, settled, token.after(transcript.storedFinals()).text());
    }
  }

  private void trim() {
    ring.trimTo(Math.min(keptFromMs() * SAMPLES_A_MS, line.cursor()));
  }

  /** Audio before this is not needed by anybody. */
  private long keptFromMs() {
    return Math.max(firstMs, transcript.settledMs() - Transcript.LEAD_MS);
  }

  private long receivedMs() {
    return ring.end() / SAMPLES_A_MS;
  }

  /** How much more audio came than time went by since the first of it. */
  private long aheadMs() {
    return audioBegan
        ? receivedMs() - firstMs - Duration.ofNanos(now - firstAudioAt).toMillis()
        : 0;
  }

  /** A client that sends faster than it speaks is read no faster than the engine hears it. */
  private boolean isFarAhead(int times) {
    long most = rules.mostAhead().toMillis();
    return aheadMs() * times > most && line.unheardMs() * times > most;
  }

  private boolean isFull() {
    return (ring.end() - ring.start()) / SAMPLES_A_MS > rules.mostKept().toMillis()
        || context.rings().isFull();
  }

  private final class TranscriptEvents implements Transcript.Listener {

    @Override
    public void stored(FinalChunk chunk) {
      long sentAt = context.nanoTime().getAsLong();
      context.meters().finished(chunk, arrivals.since(chunk.endMs(), sentAt));
      gaps.order();
      trim();
      ack();
      completeIfStored();
    }

    @Override
    public void lost(Outcome outcome) {
      notStored(outcome);
    }
  }

  private final class GapEvents implements Gaps.Listener {

    @Override
    public void kept() {
      if (!over) {
        trim();
        ack();
        client.flush();
        completeIfStored();
      }
    }

    @Override
    public void lost(Outcome outcome) {
      notStored(outcome);
    }
  }

  private final class EngineEvents implements LineListener {

    @Override
    public long sessionBegins(LiveEngine engine) {
      boolean times = engine.capabilities().wordTimes();
      long words = transcript.wordsEndMs();
      long known = position();
      long lead = times ? Transcript.LEAD_MS : 0;
      long from = Math.max(ring.start() / SAMPLES_A_MS, Math.min(known - lead, receivedMs()));
      long backlog = receivedMs() - from - Math.max(0, aheadMs());
      if (backlog > rules.longestBacklog().toMillis()) {
        long edge = receivedMs() - Transcript.LEAD_MS;
        gaps.leave(known, edge);
        from = edge - lead;
        words = edge;
      }
      context.meters().replayed(heardMs - from);
      transcript.sessionBegins(from, words);
      return from;
    }

    @Override
    public void finals(List<LiveWord> words, long offsetMs, long sentMs) {
      text();
      transcript.finals(words, offsetMs, sentMs);
      heardMs = Math.max(heardMs, transcript.wordsEndMs());
    }

    @Override
    public void interim(List<LiveWord> words, long offsetMs, long sentMs) {
      text();
      transcript.interim(words, offsetMs, sentMs);
    }

    @Override
    public void endpoint() {
      transcript.endpoint();
    }

    @Override
    public void progress(long finalMs) {
      heardMs = Math.max(heardMs, finalMs);
      transcript.settleSilence(finalMs);
    }

    @Override
    public long position() {
      return Math.max(transcript.wordsEndMs(), transcript.settledMs());
    }

    @Override
    public boolean isQuiet() {
      return transcript.isQuiet();
    }

    @Override
    public void sessionLost(LiveEngine engine, Loss why) {
      context.meters().failedOver(engine, why);
      over(engine);
    }

    @Override
    public void rotated(LiveEngine engine) {
      context.meters().rotated(engine);
      over(engine);
    }

    private void over(LiveEngine engine) {
      transcript.sessionLost(engine.capabilities().wordTimes());
      finished = false; // the next session is asked again
    }

    @Override
    public void ended() {
      enginesDone = true;
      transcript.endpoint();
      completeIfStored();
    }

    @Override
    public void exhausted(EngineException last) {
      if (end == StreamEnd.COMPLETE) {
        end = last.kind() == EngineException.Kind.OVER_CAPACITY ? NO_ROOM : NO_ENGINE;
      }
      ending = true;
      withoutEngine(false);
    }

    @Override
    public void flush() {
      client.flush();
    }

    private void text() {
      if (!anyText) {
        anyText = true;
        context.meters().firstResult(Duration.ofNanos(now - firstAudioAt));
      }
    }
  }
}
