package ai.bizcrush.extapi.engine.socket;

import ai.bizcrush.extapi.engine.EngineException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CopyOnWriteArraySet;
import org.jspecify.annotations.Nullable;

/** Writes down what a socket says, and on which thread. */
class Heard implements SocketListener {

  final List<String> said = new CopyOnWriteArrayList<>();
  final Set<Thread> threads = new CopyOnWriteArraySet<>();
  volatile @Nullable EngineException failure;

  private void say(String what) {
    threads.add(Thread.currentThread());
    said.add(what);
  }

  @Override
  public void opened() {
    say("opened");
  }

  @Override
  public void text(byte[] buffer, int offset, int length) {
    say("text " + new String(buffer, offset, length, StandardCharsets.UTF_8));
  }

  @Override
  public void binary(byte[] buffer, int offset, int length) {
    say("binary " + length);
  }

  @Override
  public void readComplete() {
    say("read complete");
  }

  @Override
  public void writable() {
    say("writable");
  }

  @Override
  public void closed(int code, String reason) {
    say("closed " + code + " " + reason);
  }

  @Override
  public void failed(EngineException failure) {
    this.failure = failure;
    say("failed");
  }
}
