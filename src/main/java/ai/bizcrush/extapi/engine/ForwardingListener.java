package ai.bizcrush.extapi.engine;

import java.util.List;

/** Passes everything on; who watches a session overrides what it looks for. */
public class ForwardingListener implements LiveListener {

  private final LiveListener listener;

  protected ForwardingListener(LiveListener listener) {
    this.listener = listener;
  }

  @Override
  public void ready() {
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
    listener.ended();
  }

  @Override
  public void failed(EngineException failure) {
    listener.failed(failure);
  }

  @Override
  public void readComplete() {
    listener.readComplete();
  }
}
