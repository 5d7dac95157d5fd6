package ai.bizcrush.extapi.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Writes down what a {@link LiveSession} says, and on which thread. */
public final class LiveRecord implements LiveListener {

  /** Something said. */
  public sealed interface Event {
    record Ready() implements Event {}

    record Interim(List<LiveWord> words) implements Event {}

    record Finals(List<LiveWord> words) implements Event {}

    record Endpoint() implements Event {}

    record Progress(long finalMs, long heardMs) implements Event {}

    record Writable() implements Event {}

    record Ended() implements Event {}

    record Failed(EngineException failure) implements Event {}

    record ReadComplete() implements Event {}
  }

  private final List<Event> events = new CopyOnWriteArrayList<>();
  private final Set<Thread> threads = new CopyOnWriteArraySet<>();

  public List<Event> events() {
    return List.copyOf(events);
  }

  Set<Thread> threads() {
    return threads;
  }

  public <T extends Event> List<T> all(Class<T> kind) {
    return events.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  public <T extends Event> boolean has(Class<T> kind) {
    return events.stream().anyMatch(kind::isInstance);
  }

  /** All words that are final, in the order in which they were said. */
  public List<LiveWord> finals() {
    var words = new ArrayList<LiveWord>();
    all(Event.Finals.class).forEach(event -> words.addAll(event.words()));
    return words;
  }

  /** The text that is final, as one line with single spaces. */
  public String finalText() {
    return text(finals());
  }

  public static String text(List<LiveWord> words) {
    String all = words.stream().map(LiveWord::text).collect(Collectors.joining());
    return all.strip().replaceAll("\\s+", " ");
  }

  /** The failure, if it was said. */
  public @Nullable EngineException failure() {
    var failures = all(Event.Failed.class);
    return failures.isEmpty() ? null : failures.getFirst().failure();
  }

  private void say(Event event) {
    threads.add(Thread.currentThread());
    events.add(event);
  }

  @Override
  public void ready() {
    say(new Event.Ready());
  }

  @Override
  public void interim(List<LiveWord> words) {
    say(new Event.Interim(List.copyOf(words)));
  }

  @Override
  public void finals(List<LiveWord> words) {
    say(new Event.Finals(List.copyOf(words)));
  }

  @Override
  public void endpoint() {
    say(new Event.Endpoint());
  }

  @Override
  public void progress(long finalMs, long heardMs) {
    say(new Event.Progress(finalMs, heardMs));
  }

  @Override
  public void writable() {
    say(new Event.Writable());
  }

  @Override
  public void ended() {
    say(new Event.Ended());
  }

  @Override
  public void failed(EngineException failure) {
    say(new Event.Failed(failure));
  }

  @Override
  public void readComplete() {
    say(new Event.ReadComplete());
  }
}
