package ai.bizcrush.extapi.transcription.live.session;

import ai.bizcrush.extapi.engine.EngineException;
import ai.bizcrush.extapi.engine.LiveCapabilities;
import ai.bizcrush.extapi.engine.LiveListener;
import ai.bizcrush.extapi.engine.LiveSession;
import ai.bizcrush.extapi.engine.LiveWord;
import ai.bizcrush.extapi.engine.RecognitionRequest;
import ai.bizcrush.extapi.engine.live.LiveEngine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * An engine that hears a {@link Talk}: it says a word after it heard all of it, in pieces as Soniox
 * does, makes it final a while later and ends an utterance at its pause. Its clock and its speaker
 * numbers begin anew with each session. It fails as it is told to.
 */
final class TalkEngine implements LiveEngine {

  /** What goes wrong with a session. */
  enum Fault {
    NONE,
    REFUSES,
    NO_ROOM,
    NEVER_READY,
    FAILS,
    BREAKS,

    /** After its first words, which it may take along. */
    BREAKS_SPEAKING,
    ENDS,
    STALLS
  }

  /** A fault, and after how much audio of the session it happens. */
  record Plan(Fault fault, long afterMs) {}

  static final Plan SOUND = new Plan(Fault.NONE, Long.MAX_VALUE);

  private static final long FINAL_DELAY_MS = 300;
  private static final long ENDPOINT_MS = 400;

  private final String name;
  private final Talk talk;
  private final VirtualTime time;
  private final List<Plan> plans;
  private final LiveCapabilities capabilities;
  private final int voiceShift;
  final List<Session> sessions = new ArrayList<>();
  long clockAheadMs;
  final List<Long> dialledAt = new ArrayList<>();
  int dials;
  int aborts;
  boolean overrun;

  /**
   * For how long it works on the last words after the end, with a sign of it every other second.
   */
  long lastWorkMs;

  TalkEngine(
      String name,
      Talk talk,
      VirtualTime time,
      List<Plan> plans,
      LiveCapabilities capabilities,
      int voiceShift) {
    this.name = name;
    this.talk = talk;
    this.time = time;
    this.plans = plans;
    this.capabilities = capabilities;
    this.voiceShift = voiceShift;
  }

  static LiveCapabilities able(double pace, boolean progress, @Nullable Duration maxSession) {
    return new LiveCapabilities(
        Set.of("en"), true, true, true, true, progress, Duration.ZERO, pace, maxSession);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public LiveCapabilities capabilities() {
    return capabilities;
  }

  @Override
  public Limits limits() {
    return new Limits(Duration.ofSeconds(2), Duration.ofSeconds(4), 3, Duration.ofMillis(100));
  }

  @Override
  public LiveSession open(RecognitionRequest request, LiveListener listener, Executor loop) {
    Plan plan = dials < plans.size() ? plans.get(dials) : SOUND;
    int turn = dials++;
    dialledAt.add(time.millis());
    if (plan.fault == Fault.NO_ROOM) {
      throw EngineException.overCapacity("no room", null);
    }
    var session = new Session(plan, listener, turn * voiceShift);
    sessions.add(session);
    if (plan.fault == Fault.REFUSES) {
      time.after(30, () -> session.fail(EngineException.passing("refused", null, null)));
    } else if (plan.fault != Fault.NEVER_READY) {
      time.after(40, session::ready);
    }
    return session;
  }

  /** One session. */
  final class Session implements LiveSession {
    private final Plan plan;
    private final LiveListener listener;
    private final int shift;
    private boolean dead;
    private boolean stalled;
    private boolean readySaid;
    private boolean spoke;
    private long first = -1;
    private long samples;
    private int said;
    private int finals;
    private int ends;
    private long readyAtMs;

    Session(Plan plan, LiveListener listener, int shift) {
      this.plan = plan;
      this.listener = listener;
      this.shift = shift;
    }

    private void ready() {
      if (!dead) {
        readySaid = true;
        readyAtMs = time.millis();
        listener.ready();
      }
    }

    private void fail(EngineException failure) {
      if (!dead) {
        dead = true;
        listener.failed(failure);
      }
    }

    @Override
    public void audio(byte[] pcm, int offset, int length) {
      if (dead || !readySaid) {
        throw new IllegalStateException("audio for a session that is not there");
      }
      if (first < 0) {
        first = Talk.position(pcm, offset);
      }
      long expected = first + samples;
      if (length >= 4 && expected % 2 == 0 && Talk.position(pcm, offset) != expected) {
        throw new IllegalStateException("audio is missing or comes twice");
      }
      samples += length / 2;
      double allowed = (time.millis() - readyAtMs + 150) * capabilities.pace() + 2200;
      overrun |= samples / 16 > allowed;
      time.after(20, this::hear);
    }

    /** Says what is to be said about what was heard. */
    private void hear() {
      if (dead || stalled) {
        return;
      }
      if (samples / 16 >= plan.afterMs && plan.fault != Fault.BREAKS_SPEAKING) {
        switch (plan.fault) {
          case FAILS -> {
            fail(EngineException.passing("reset", null, null));
            return;
          }
          case BREAKS -> {
            fail(EngineException.broken("rubbish", null));
            return;
          }
          case ENDS -> {
            dead = true;
            listener.ended();
            return;
          }
          case STALLS -> {
            stalled = true;
            return;
          }
          default -> {}
        }
      }
      say(heardMs(), false);
      listener.readComplete();
      if (spoke && plan.fault == Fault.BREAKS_SPEAKING) {
        fail(EngineException.broken("rubbish", null));
      }
    }

    private long heardMs() {
      return (first + samples) / 16;
    }

    private void say(long heard, boolean all) {
      var tail = new ArrayList<LiveWord>();
      var now = new ArrayList<LiveWord>();
      long finalMs = heard;
      boolean endpoint = false;
      for (int i = 0; i < talk.words().size(); i++) {
        Talk.Spoken word = talk.words().get(i);
        if (word.startMs() * 16 < first || i < finals) {
          continue;
        }
        if (word.endMs() > heard) {
          finalMs = Math.min(finalMs, word.startMs());
          break;
        }
        boolean settled = word.endMs() + FINAL_DELAY_MS <= heard || all;
        if (settled && tail.isEmpty()) {
          now.addAll(pieces(word));
          finals = i + 1;
          if (word.last() && (word.endMs() + ENDPOINT_MS <= heard || all)) {
            listener.finals(List.copyOf(now));
            now.clear();
            listener.endpoint();
            ends = finals;
          }
        } else {
          tail.addAll(pieces(word));
          finalMs = Math.min(finalMs, word.startMs());
        }
      }
      spoke |= finals > 0;
      if (!now.isEmpty()) {
        listener.finals(List.copyOf(now));
      }
      if (finals > ends
          && (all || talk.words().get(finals - 1).last())
          && talk.words().get(finals - 1).endMs() + ENDPOINT_MS <= (all ? Long.MAX_VALUE : heard)) {
        listener.endpoint();
        ends = finals;
      }
      listener.interim(tail);
      if (capabilities.progress()) {
        listener.progress(Math.max(0, finalMs - first / 16), heard - first / 16);
      }
    }

    private List<LiveWord> pieces(Talk.Spoken word) {
      long start = word.startMs() - first / 16 + clockAheadMs;
      long end = word.endMs() - first / 16 + clockAheadMs;
      long middle = (start + end) / 2;
      String speaker = Integer.toString((word.voice() + shift) % 3 + (shift == 0 ? 0 : 1));
      String text = word.text();
      return List.of(
          new LiveWord(" " + text.substring(0, 1), start, middle, 0.9, speaker, "en"),
          new LiveWord(text.substring(1), middle, end, 0.9, speaker, "en"));
    }

    @Override
    public void flush() {}

    @Override
    public boolean isWritable() {
      return true;
    }

    @Override
    public void finish() {
      time.after(60, () -> forced(() -> {}));
    }

    @Override
    public void keepAlive() {}

    @Override
    public void end() {
      for (long at = 2000; at < lastWorkMs; at += 2000) {
        time.after(at, this::works);
      }
      time.after(
          80 + lastWorkMs,
          () ->
              forced(
                  () -> {
                    dead = true;
                    listener.ended();
                  }));
    }

    private void works() {
      if (!dead) {
        listener.interim(pieces(talk.words().getLast()));
      }
    }

    private void forced(Runnable then) {
      if (!dead && !stalled) {
        if (first >= 0) {
          say(heardMs(), true);
        }
        then.run();
        listener.readComplete();
      }
    }

    @Override
    public void abort() {
      dead = true;
      aborts++;
    }
  }
}
