package ai.bizcrush.extapi.transcription.live.session;

import ai.bizcrush.extapi.engine.LiveWord;
import ai.bizcrush.extapi.transcription.live.StreamClient;
import ai.bizcrush.extapi.transcription.live.StreamConfig;
import ai.bizcrush.extapi.transcripts.LiveJournal;
import ai.bizcrush.extapi.transcripts.LiveJournal.Outcome;
import ai.bizcrush.extapi.transcripts.LiveJournal.Resumption;
import ai.bizcrush.extapi.transcripts.LiveRecording;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * What was said, from the words of one engine after another to chunks that are stored and then
 * sent. All times are on the stream's clock. For use on the stream's loop.
 */
final class Transcript {

  /** A replay begins so long before the last final word's end, that engines hear it in context. */
  static final long LEAD_MS = 1000;

  /** An utterance that goes on for longer is cut at a word: what is not final stays in memory. */
  private static final long LONGEST_MS = 60_000;

  private final StreamClient client;
  private final LiveRecording recording;
  private final Listener listener;
  private final boolean diarization;
  private final OpenChunk open;
  private final SpokenWords words;
  private final Finals finals;
  private final LiveJournal journal;
  private final List<LiveWord> tail = new ArrayList<>();
  private final Consumer<LiveWord> add = this::add;

  private boolean interimHeld;
  private boolean interimToStore;

  /** Hears of what is stored. */
  interface Listener {
    /** The chunk is on disk and with the client; audio up to {@link #settledMs} is not needed. */
    void stored(FinalChunk chunk);

    /** It is not: another stream took over, or the database is away. Nothing more is stored. */
    void lost(Outcome outcome);
  }

  /**
   * @param from where an earlier connection stopped
   */
  Transcript(
      StreamConfig config,
      Resumption.Resumed from,
      StreamClient client,
      LiveJournal journal,
      Executor loop,
      Listener listener) {
    this.diarization = config.diarization();
    this.recording = from.recording();
    this.open = new OpenChunk(recording.sessionId(), diarization);
    this.words = new SpokenWords(from, diarization);
    this.finals = new Finals(from, journal, loop, new FinalEvents());
    this.client = client;
    this.journal = journal;
    this.listener = listener;
  }

  /** Audio before this is not needed: what it says is stored, or it says nothing. */
  long settledMs() {
    return finals.settledMs();
  }

  /** The same, as far as that is on disk too. */
  long storedMs() {
    return finals.storedMs();
  }

  /** How many finals the recording has, stored or not. */
  int finals() {
    return finals.count();
  }

  /** How many of them are stored. */
  int storedFinals() {
    return finals.stored();
  }

  /** Where the last final word ends, stored or not. */
  long wordsEndMs() {
    return words.endMs();
  }

  /** Whether neither a word is open nor a chunk on its way to the disk. */
  boolean isQuiet() {
    return open.isEmpty() && !finals.areStoring();
  }

  /** Whether chunks are on their way to the disk. */
  boolean isStoring() {
    return finals.areStoring();
  }

  /**
   * An engine session was lost: what it had not finished is void.
   *
   * @param pieces whether its final words may have been parts of words
   */
  void sessionLost(boolean pieces) {
    if (pieces && open.hasFinals()) {
      words.forget(open.dropLastWord());
    } else {
      open.dropTail();
    }
  }

  /**
   * Another engine session begins.
   *
   * @param fromMs where its audio begins
   * @param boundaryMs words before this are known already
   */
  void sessionBegins(long fromMs, long boundaryMs) {
    words.sessionBegins(fromMs, boundaryMs);
  }

  /**
   * Final words.
   *
   * @param said on the session's clock, times or -1
   * @param offsetMs where that begins
   * @param sentMs where the audio ends that the engine has: an engine that says words of later is
   *     wrong, and would have audio forgotten that nobody heard
   */
  void finals(List<LiveWord> said, long offsetMs, long sentMs) {
    open.dropTail();
    words.finals(said, offsetMs, sentMs, add);
    interimChanged();
  }

  /** The current tail. */
  void interim(List<LiveWord> said, long offsetMs, long sentMs) {
    tail.clear();
    words.tail(said, offsetMs, sentMs, tail);
    boolean wasEmpty = open.isEmpty();
    open.tail(tail);
    if (!wasEmpty || !open.isEmpty()) {
      interimChanged();
    }
  }

  /** The utterance is over. */
  void endpoint() {
    open.dropTail();
    finishChunk();
  }

  /** Nobody will say more: the tail is as final as it gets. */
  void keepAll() {
    open.keepTail();
    if (!open.isEmpty()) {
      words.reach(open.endMs());
    }
    finishChunk();
  }

  /** Everything up to here is final, and what was said there was said by {@link #finals}. */
  void settleSilence(long ms) {
    if (isQuiet()) {
      finals.settle(ms);
    }
  }

  /** Stores the newest interim where others can see it; asked about once a second. */
  void storeInterim() {
    if (interimToStore && recording.meeting() != null && !finals.areStoring() && !open.isEmpty()) {
      journal.interim(recording, FinalChunk.stored(open));
    }
    interimToStore = false;
  }

  /**
   * A stretch goes another way: what is open is closed, and nothing behind its beginning is stored
   * or counts as settled until {@link #gapKept}.
   */
  void gap(long fromMs, long toMs) {
    endpoint();
    finals.gap(fromMs, toMs);
    words.gap(toMs);
  }

  /** The audio of one more gap is kept elsewhere. */
  void gapKept() {
    finals.gapKept();
  }

  private void add(LiveWord spoken) {
    if (open.hasFinals()) {
      boolean turn =
          diarization
              && !spoken.speaker().equals(open.lastFinal().speaker())
              && Words.begins(spoken);
      if (turn || (spoken.endMs() - open.startMs() > LONGEST_MS && Words.begins(spoken))) {
        finishChunk();
      }
    }
    open.add(spoken);
  }

  private void finishChunk() {
    if (!open.hasFinals()) {
      return;
    }
    FinalChunk chunk = open.finish();
    if (chunk.text().isEmpty()) {
      return;
    }
    interimHeld = false;
    finals.add(chunk);
  }

  /** A client hears of a chunk only after all the chunks before it. */
  private void interimChanged() {
    if (finals.areStoring()) {
      interimHeld = true;
      return;
    }
    interimHeld = false;
    if (!open.isEmpty()) {
      client.interim(open);
      interimToStore = true;
    }
  }

  /** Stored before sent. */
  private final class FinalEvents implements Finals.Listener {

    @Override
    public void stored(FinalChunk chunk) {
      client.finished(chunk);
      listener.stored(chunk);
      if (!finals.areStoring() && interimHeld) {
        interimChanged();
      }
      client.flush();
    }

    @Override
    public void lost(Outcome outcome) {
      listener.lost(outcome);
    }
  }
}
