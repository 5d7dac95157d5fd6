package ai.bizcrush.extapi.engine.live;

import ai.bizcrush.extapi.engine.EngineException;
import ai.bizcrush.extapi.engine.LiveListener;
import ai.bizcrush.extapi.engine.LiveSession;
import ai.bizcrush.extapi.engine.LiveWord;
import ai.bizcrush.extapi.engine.guard.Dial;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Stands between a stream and an engine's session, both ways, to see how it goes. The permit is
 * given back before the stream hears of the end, so that it may dial again in that very moment.
 */
final class GuardedSession implements LiveSession, LiveListener {

  private final Dial dial;
  private final LiveListener listener;
  private @Nullable LiveSession session;

  GuardedSession(Dial dial, LiveListener listener) {
    this.dial = dial;
    this.listener = listener;
  }

  void opened(LiveSession opened) {
    session = opened;
  }

  private LiveSession session() {
    return Objects.requireNonNull(session);
  }

  @Override
  public void audio(byte[] pcm, int offset, int length) {
    session().audio(pcm, offset, length);
  }

  @Override
  public void flush() {
    session().flush();
  }

  @Override
  public boolean isWritable() {
    return session().isWritable();
  }

  @Override
  public void finish() {
    session().finish();
  }

  @Override
  public void keepAlive() {
    session().keepAlive();
  }

  @Override
  public void end() {
    session().end();
  }

  @Override
  public void abort() {
    dial.aborted();
    session().abort();
  }

  @Override
  public void ready() {
    dial.ready();
    listener.ready();
  }

  @Override
  public void interim(List<LiveWord> words) {
    listener.interim(words);
  }

  @Override
  public void finals(List<LiveWord> words) {
    listener.finals(words);
  }

  @Override
  public void endpoint() {
    listener.endpoint();
  }

  @Override
  public void progress(long finalMs, long heardMs) {
    listener.progress(finalMs, heardMs);
  }

  @Override
  public void writable() {
    listener.writable();
  }

  @Override
  public void ended() {
    dial.ended();
    listener.ended();
  }

  @Override
  public void failed(EngineException failure) {
    dial.failed(failure);
    listener.failed(failure);
  }

  @Override
  public void readComplete() {
    listener.readComplete();
  }
}
