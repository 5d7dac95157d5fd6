package ai.bizcrush.extapi.transcription.live.session;

import ai.bizcrush.extapi.engine.EngineException;
import ai.bizcrush.extapi.engine.RecognitionRequest;
import ai.bizcrush.extapi.engine.Recording;
import ai.bizcrush.extapi.engine.live.LiveEngine;
import ai.bizcrush.extapi.meetings.MeetingId;
import ai.bizcrush.extapi.shared.Caller;
import ai.bizcrush.extapi.transcription.live.Feature;
import ai.bizcrush.extapi.transcription.live.StreamConfig;
import ai.bizcrush.extapi.transcription.live.StreamEnd;
import ai.bizcrush.extapi.transcripts.LiveJournal.Outcome;
import ai.bizcrush.extapi.transcripts.LiveJournal.Resumption;
import ai.bizcrush.extapi.transcripts.LiveRecording;
import java.time.Duration;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Audio in, chunks out, whatever becomes of engines and connections: what is done with each frame,
 * each tick and each answer. For use on the stream's loop.
 */
final class RunningStream {

  private static final int SAMPLES_A_MS = Recording.SAMPLE_RATE / 1000;
  private static final long SECOND = Duration.ofSeconds(1).toNanos();
  private static final long CHECK = Duration.ofSeconds(3).toNanos();

  private final boolean acked;
  private final Outlet client;
  private final StreamRules rules;
  private final AudioRing ring;
  private final Intake intake;
  private final ClientSigns signs;
  private final JournalEntry entry;
  private final @Nullable MeetingWatch meeting;
  private final Transcript transcript;
  private final Missed missed;
  private final Acks acks;
  private final Gaps gaps;
  private final EngineLine line;
  private final Ending ending;
  private boolean held; // no engine is dialled: the client has not heard all that it missed
  private long now;
  private long secondAt;
  private long checkedAt;

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
    this.acked = config.has(Feature.ACKS);
    this.client = client;
    this.rules = context.rules();
    this.now = now;
    secondAt = now;
    checkedAt = now;
    var events = new Events();
    LiveRecording recording = from.recording();
    long firstMs = Math.max(0, from.reached().settledMs() - Transcript.LEAD_MS);
    ring = new AudioRing(context.rings(), loop, firstMs * SAMPLES_A_MS);
    intake = new Intake(context, client, ring, firstMs, now);
    signs = new ClientSigns(rules, now);
    entry = new JournalEntry(context.journal(), recording, acked ? token : null, loop, events);
    meeting = watch(recording.meeting(), caller, loop, context);
    transcript = new Transcript(config, from, client, context.journal(), loop, events);
    missed = new Missed(from.missed(), recording.sessionId(), client, now);
    acks = new Acks(acked, token, entry, missed, client, intake, transcript);
    gaps = new Gaps(recording, request, caller.keyId(), ring, transcript, loop, context, events);
    var hearing = new Hearing(intake, transcript, gaps, signs, client, context, events);
    line =
        new EngineLine(
            context.route().engines(request), request, ring, loop, context.random(), hearing);
    ending =
        new Ending(
            rules, acked, client, intake, hearing, missed, line, transcript, gaps, this::close);
  }

  private @Nullable MeetingWatch watch(
      @Nullable MeetingId id, Caller caller, Executor loop, StreamContext context) {
    return id == null
        ? null
        : new MeetingWatch(
            context.meetings(),
            caller.user(),
            id,
            loop,
            context.blocking(),
            () -> ending.meetingGone(),
            now);
  }

  /** Begins to tell a client what it has missed, then, with acks, where its audio is to begin. */
  void start() {
    if (entry.isBegun()) {
      missed.tell(now);
      held = !missed.areTold();
      acks.tell();
    } else if (acked) {
      entry.begin();
    }
  }

  void audio(byte[] pcm, int offset, int length) {
    if (ending.hasBegun() || length == 0) {
      return;
    }
    signs.audio();
    if (!intake.audio(pcm, offset, length)) {
      line.pump();
    } else {
      // The recording's row is made when there is something to say about it.
      if (!entry.isBegun()) {
        entry.begin();
      }
      if (!held) {
        line.start(now);
      }
    }
    intake.slowDown(line.unheardMs());
  }

  void readComplete() {
    line.flush();
  }

  void keepAlive() {
    signs.keepAlive(now);
  }

  void finish() {
    signs.finish(now);
    line.finish();
  }

  void end() {
    ending.begin();
  }

  void clientGone() {
    ending.clientGone(now);
  }

  /** The service ends the stream. */
  void stop(StreamEnd why) {
    ending.stop(why, now);
  }

  void abort() {
    ending.abort();
  }

  void tick(long nanoTime) {
    now = nanoTime;
    intake.tick(now);
    if (ending.isOver()) {
      return;
    }
    signs.tick(now);
    if (held) {
      tellMissed();
    }
    line.tick(now);
    if (now - secondAt >= SECOND) {
      secondAt = now;
      eachSecond();
    }
    if (!ending.isOver()) {
      ending.tickGrace(now);
      silence();
      ending.tick(now);
    }
    ring.relieve();
    if (ring.isBroken()) {
      ending.notStored(Outcome.UNAVAILABLE);
    }
    if (!ending.isOver()) {
      intake.speedUp(line.unheardMs());
    }
    client.flush();
  }

  /** Nothing new is said before that. */
  private void tellMissed() {
    missed.tell(now);
    if (missed.areStuck(now)) {
      ending.stop(StreamEnd.TOO_SLOW, now);
    } else if (missed.areTold()) {
      held = false;
      acks.tell();
      if (intake.hasBegun() && !ending.isDismissed()) {
        line.start(now);
      }
      ending.closeIfStored();
    }
  }

  private void eachSecond() {
    intake.count();
    transcript.storeInterim();
    LiveEngine engine = line.engine();
    if (engine != null && !engine.capabilities().progress()) {
      transcript.settleSilence(line.sentMs() - rules.unheard().toMillis());
    }
    trim();
    acks.tell();
    if (now - checkedAt >= CHECK) {
      checkedAt = now;
      check();
    }
  }

  /** A client that is read from and says nothing. */
  private void silence() {
    if (ending.hasBegun() || client.isPaused()) {
      return;
    }
    if (signs.areOver(now)) {
      ending.idle();
    } else if (!ending.isGrace() && signs.finishIsDue(now)) {
      line.finish();
    }
  }

  /** Whether the stream may still be written at all. */
  private void check() {
    if (meeting != null) {
      meeting.look(now);
    }
    entry.check();
  }

  /** Lets go of audio that nobody needs. */
  private void trim() {
    long needed = Math.max(intake.firstMs(), transcript.settledMs() - Transcript.LEAD_MS);
    intake.trim(needed, line.cursor());
  }

  private void close(StreamEnd why) {
    try {
      line.close();
      intake.count();
      entry.end();
    } finally { // whatever fails: what all streams share, and whoever waits for the end
      try {
        gaps.close();
        ring.close();
      } finally {
        client.close(why);
      }
    }
  }

  /** What became of what was stored, and of the engines. */
  private final class Events
      implements JournalEntry.Listener, Transcript.Listener, Gaps.Listener, Hearing.Listener {

    @Override
    public void begun() {
      acks.tell();
      client.flush();
    }

    @Override
    public void stored(FinalChunk chunk) {
      intake.finished(chunk);
      gaps.order();
      trim();
      acks.tell();
      ending.closeIfStored();
    }

    @Override
    public void kept() {
      if (!ending.isOver()) {
        trim();
        acks.tell();
        client.flush();
        ending.closeIfStored();
      }
    }

    @Override
    public void lost(Outcome outcome) {
      ending.notStored(outcome);
    }

    @Override
    public void ended() {
      ending.ended();
    }

    @Override
    public void exhausted(EngineException last) {
      ending.exhausted(last);
    }
  }
}
