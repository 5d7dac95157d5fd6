package ai.bizcrush.extapi.engine;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CopyOnWriteArraySet;

/** What a live session said, as short lines, and its words and failures as they are. */
public final class HeardEvents implements LiveListener {

  private final List<String> lines = new CopyOnWriteArrayList<>();
  private final List<LiveWord> finals = new CopyOnWriteArrayList<>();
  private final Set<Thread> threads = new CopyOnWriteArraySet<>();
  private final List<EngineException> failures = new CopyOnWriteArrayList<>();

  /** Where it was said. */
  public Set<Thread> threads() {
    return threads;
  }

  /** Whether this was said. */
  public boolean said(String line) {
    return lines.contains(line);
  }

  /** All since the last call: {@code ready}, {@code interim a b}, {@code progress 10 20}, ... */
  public List<String> lines() {
    var said = List.copyOf(lines);
    lines.clear();
    return said;
  }

  /** All words that are final. */
  public List<LiveWord> finals() {
    return List.copyOf(finals);
  }

  public EngineException failure() {
    return failures.getFirst();
  }

  @Override
  public void ready() {
    say("ready");
  }

  @Override
  public void interim(List<LiveWord> words) {
    say("interim" + texts(words));
  }

  @Override
  public void finals(List<LiveWord> words) {
    finals.addAll(words);
    say("finals" + texts(words));
  }

  private void say(String line) {
    threads.add(Thread.currentThread());
    lines.add(line);
  }

  private static String texts(List<LiveWord> words) {
    var text = new StringBuilder();
    words.forEach(word -> text.append(word.text()));
    return text.toString();
  }

  @Override
  public void endpoint() {
    say("endpoint");
  }

  @Override
  public void progress(long finalMs, long heardMs) {
    say("progress " + finalMs + " " + heardMs);
  }

  @Override
  public void writable() {
    say("writable");
  }

  @Override
  public void ended() {
    say("ended");
  }

  @Override
  public void failed(EngineException failure) {
    failures.add(failure);
    say("failed");
  }

  @Override
  public void readComplete() {}
}
