package ai.bizcrush.extapi.engine;

import java.util.List;

/** Hears nothing, and costs nothing: for what the engine's side costs. */
public final class Deaf implements LiveListener {

  @Override
  public void ready() {}

  @Override
  public void interim(List<LiveWord> words) {}

  @Override
  public void finals(List<LiveWord> words) {}

  @Override
  public void endpoint() {}

  @Override
  public void progress(long finalMs, long heardMs) {}

  @Override
  public void writable() {}

  @Override
  public void ended() {}

  @Override
  public void failed(EngineException failure) {
    throw new AssertionError(failure);
  }

  @Override
  public void readComplete() {}
}
