package ai.bizcrush.extapi.engine;

import static org.assertj.core.api.Assertions.assertThat;

import ai.bizcrush.extapi.engine.EngineException.Kind;
import ai.bizcrush.extapi.engine.LiveRecord.Event;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads a {@link LiveRecord} on and on, each event as a short line. */
public final class LiveLines {

  private final LiveRecord record = new LiveRecord();
  private int read;

  public LiveRecord record() {
    return record;
  }

  /**
   * What was said since the last call: {@code ready}, {@code interim a b}, {@code progress 1 2}.
   */
  public List<String> next() {
    var events = record.events();
    var lines = of(events.subList(read, events.size()));
    read = events.size();
    return lines;
  }

  public EngineException failure() {
    return Objects.requireNonNull(record.failure());
  }

  /** The last word was that the engine talks nonsense, and nothing of what it said is told. */
  public void assertGarbage(String said) {
    assertThat(next()).containsExactly("failed");
    assertThat(failure().kind()).isEqualTo(Kind.UNAVAILABLE);
    assertThat(failure().retryable()).isFalse();
    assertThat(failure()).hasMessageNotContaining(said).hasNoCause();
  }

  /** All but what a flush is for. */
  public static List<String> of(List<Event> events) {
    return events.stream().map(LiveLines::line).filter(Objects::nonNull).toList();
  }

  private static @Nullable String line(Event event) {
    return switch (event) {
      case Event.Ready() -> "ready";
      case Event.Interim(List<LiveWord> words) -> ("interim " + LiveRecord.text(words)).strip();
      case Event.Finals(List<LiveWord> words) -> "finals " + LiveRecord.text(words);
      case Event.Endpoint() -> "endpoint";
      case Event.Progress(long finalMs, long heardMs) -> "progress " + finalMs + " " + heardMs;
      case Event.Writable() -> "writable";
      case Event.Ended() -> "ended";
      case Event.Failed(EngineException _) -> "failed";
      case Event.ReadComplete() -> null;
    };
  }
}
