package ai.bizcrush.extapi.transcription.live.session;

import ai.bizcrush.extapi.engine.EngineException;
import ai.bizcrush.extapi.engine.LiveWord;
import ai.bizcrush.extapi.engine.live.LiveEngine;
import ai.bizcrush.extapi.transcription.live.StreamClient;
import java.util.List;

/**
 * What the engines hear of a stream, one after another: from where each gets audio, how far they
 * are, and what they say for the transcript. For use on the stream's loop.
 */
final class Hearing implements LineListener {

  private final Intake intake;
  private final Transcript transcript;
  private final Gaps gaps;
  private final ClientSigns signs;
  private final StreamClient client;
  private final StreamContext context;
  private final Listener listener;
  private long heardMs;
  private long furthestMs; // of what any engine heard
  private boolean anyText;

  /** Hears that no engine says any more. */
  interface Listener {
    /** The last one has said everything, as it was told to. */
    void ended();

    /** None is left. */
    void exhausted(EngineException last);
  }

  Hearing(
      Intake intake,
      Transcript transcript,
      Gaps gaps,
      ClientSigns signs,
      StreamClient client,
      StreamContext context,
      Listener listener) {
    this.intake = intake;
    this.transcript = transcript;
    this.gaps = gaps;
    this.signs = signs;
    this.client = client;
    this.context = context;
    this.listener = listener;
    this.heardMs = intake.firstMs();
  }

  /** Nothing is left to be heard before this. */
  long knownMs() {
    return Math.max(position(), heardMs);
  }

  @Override
  public long sessionBegins(LiveEngine engine) {
    boolean times = engine.capabilities().wordTimes();
    long words = transcript.wordsEndMs();
    long known = position();
    long lead = times ? Transcript.LEAD_MS : 0;
    long received = intake.receivedMs();
    long from = Math.max(intake.oldestMs(), Math.min(known - lead, received));
    long backlog = received - from - Math.max(0, intake.aheadMs());
    if (backlog > context.rules().longestBacklog().toMillis()) {
      long edge = received - Transcript.LEAD_MS;
      gaps.leave(known, edge);
      from = edge - lead;
      words = edge;
    }
    context.meters().replayed(Math.max(furthestMs, heardMs) - from);
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
    furthestMs = Math.max(furthestMs, heardMs);
    heardMs = position(); // what was taken back is to be heard again
    signs.unfinish();
  }

  @Override
  public void ended() {
    listener.ended();
  }

  @Override
  public void exhausted(EngineException last) {
    listener.exhausted(last);
  }

  @Override
  public void flush() {
    client.flush();
  }

  private void text() {
    if (!anyText) {
      anyText = true;
      context.meters().firstResult(intake.age());
    }
  }
}
