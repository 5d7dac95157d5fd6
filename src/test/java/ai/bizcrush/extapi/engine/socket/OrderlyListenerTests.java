package ai.bizcrush.extapi.engine.socket;

import static org.assertj.core.api.Assertions.assertThat;

import ai.bizcrush.extapi.engine.EngineException;
import ai.bizcrush.extapi.engine.HeardEvents;
import ai.bizcrush.extapi.engine.LiveListener;
import ai.bizcrush.extapi.engine.LiveWord;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class OrderlyListenerTests {

  private static final List<LiveWord> ONE = List.of(new LiveWord(" one", -1, -1, 0, "", ""));

  private final HeardEvents heard = new HeardEvents();
  private final OrderlyListener listener = new OrderlyListener(heard);

  @Test
  void aTailIsTakenBackOnce() {
    listener.interim(List.of());
    listener.interim(ONE);
    listener.interim(List.of());
    listener.interim(List.of());

    assertThat(heard.lines()).containsExactly("interim one", "interim");
  }

  @Test
  void finalsTakeTheTailBack() {
    listener.interim(ONE);
    listener.finals(ONE);
    listener.interim(List.of());
    listener.finals(List.of());

    assertThat(heard.lines()).containsExactly("interim one", "finals one");
    assertThat(listener.hasTail()).isFalse();
  }

  @Test
  void finalsWithoutWordsTakeTheTailBackToo() {
    listener.interim(ONE);
    listener.finals(List.of());

    assertThat(heard.lines()).containsExactly("interim one", "interim");
  }

  @Test
  void progressGoesForward() {
    listener.progress(0, 0);
    listener.progress(10, 20);
    listener.progress(5, 15);
    listener.progress(10, 20);
    listener.progress(30, 20);
    listener.progress(-500, 40);

    assertThat(heard.lines()).containsExactly("progress 10 20", "progress 30 30", "progress 30 40");
    assertThat(listener.finalMs()).isEqualTo(30);
  }

  @ParameterizedTest
  @MethodSource("lastWords")
  void nothingFollowsTheLastWord(Consumer<OrderlyListener> last, List<String> lines) {
    last.accept(listener);
    everything(listener);

    assertThat(heard.lines()).isEqualTo(lines);
    assertThat(listener.isOver()).isTrue();
  }

  static Stream<Object[]> lastWords() {
    return Stream.of(
        row(OrderlyListener::ended, List.of("ended")),
        row(listener -> listener.failed(failure()), List.of("failed")),
        row(OrderlyListener::silence, List.of()));
  }

  private static Object[] row(Consumer<OrderlyListener> last, List<String> lines) {
    return new Object[] {last, lines};
  }

  private static void everything(LiveListener listener) {
    listener.ready();
    listener.interim(ONE);
    listener.finals(ONE);
    listener.endpoint();
    listener.progress(1, 2);
    listener.writable();
    listener.readComplete();
    listener.ended();
    listener.failed(failure());
  }

  private static EngineException failure() {
    return EngineException.broken("broken", null);
  }
}
