package ai.bizcrush.extapi.engine.socket;

import static ai.bizcrush.extapi.engine.socket.Soon.soon;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import io.netty.buffer.ByteBufAllocator;
import io.netty.util.ResourceLeakDetector;
import io.netty.util.ResourceLeakDetector.Level;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.slf4j.LoggerFactory;

/**
 * Fails a class of tests that leaves one of Netty's buffers unreleased. It begins with the first
 * test: a Spring context, which is made before that, sets up logging anew.
 */
public final class Leaks implements BeforeEachCallback, AfterAllCallback {

  private final Logger log = (Logger) LoggerFactory.getLogger(ResourceLeakDetector.class);
  private final List<String> reports = new CopyOnWriteArrayList<>();
  private final AppenderBase<ILoggingEvent> appender =
      new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
          reports.add(event.getFormattedMessage());
        }
      };
  private Level before = Level.DISABLED;

  @Override
  public void beforeEach(ExtensionContext context) {
    if (!appender.isStarted()) {
      begin();
    }
  }

  @Override
  public void afterAll(ExtensionContext context) {
    if (appender.isStarted()) {
      assertThat(end()).isEmpty();
    }
  }

  void begin() {
    before = ResourceLeakDetector.getLevel();
    ResourceLeakDetector.setLevel(Level.PARANOID);
    appender.start();
    log.addAppender(appender);
    log.setAdditive(false);
  }

  /** What was left since the beginning: all of it once a buffer left on purpose is reported. */
  List<String> end() {
    String mark = UUID.randomUUID().toString();
    try {
      leave(mark);
      soon()
          .until(
              () -> {
                System.gc();
                ByteBufAllocator.DEFAULT.buffer().release();
                return reports.stream().anyMatch(report -> report.contains(mark));
              });
    } finally {
      log.setAdditive(true);
      log.detachAppender(appender);
      ResourceLeakDetector.setLevel(before);
    }
    return reports.stream().filter(report -> !report.contains(mark)).toList();
  }

  static void leave(String mark) {
    ByteBufAllocator.DEFAULT.buffer().touch(mark);
  }
}
