package ai.bizcrush.extapi.engine;

import java.util.ArrayList;
import java.util.List;

/** What a live session said, as short lines, and its words and failures as they are. */
public final class HeardEvents implements LiveListener {

  private final List<String> lines = new ArrayList<>();
  private final List<LiveWord> finals = new ArrayList<>();
  private final List<EngineException> failures = new ArrayList<>();

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
    lines.add("ready");
  }

  @Override
  public void interim(List<LiveWord> words) {
    lines.add("interim" + texts(words));
  }

  @Override
  public void finals(List<LiveWord> words) {
    finals.addAll(words);
    lines.add("finals" + texts(words));
  }

  private static String texts(List<LiveWord> words) {
    var text = new StringBuilder();
    words.forEach(word -> text.append(word.text()));
    return text.toString();
  }

  @Override
  public void endpoint() {
    lines.add("endpoint");
  }

  @Override
  public void progress(long finalMs, long heardMs) {
    lines.add("progress " + finalMs + " " + heardMs);
  }

  @Override
  public void writable() {
    lines.add("writable");
  }

  @Override
  public void ended() {
    lines.add("ended");
  }

  @Override
  public void failed(EngineException failure) {
    failures.add(failure);
    lines.add("failed");
  }

  @Override
  public void readComplete() {}
}
