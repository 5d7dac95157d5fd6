package ai.bizcrush.extapi.engine.socket;

import ai.bizcrush.extapi.engine.EngineException;

/** Listens for a socket whose last word was said, or that was dropped. */
enum Silence implements SocketListener {
  INSTANCE;

  @Override
  public void opened() {}

  @Override
  public void text(byte[] buffer, int offset, int length) {}

  @Override
  public void readComplete() {}

  @Override
  public void writable() {}

  @Override
  public void closed(int code, String reason) {}

  @Override
  public void failed(EngineException failure) {}
}
