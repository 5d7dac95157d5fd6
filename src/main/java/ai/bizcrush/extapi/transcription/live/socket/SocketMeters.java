package ai.bizcrush.extapi.transcription.live.socket;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.stereotype.Component;

/** What goes over the sockets of all streams; nothing here is looked up for each frame. */
@Component
final class SocketMeters {

  private final Counter framesIn;
  private final Counter framesOut;
  private final Counter bytesIn;
  private final Counter bytesOut;
  private final Counter interimsDropped;

  SocketMeters(MeterRegistry meters) {
    framesIn = meters.counter("extapi.stream.frames", "direction", "in");
    framesOut = meters.counter("extapi.stream.frames", "direction", "out");
    bytesIn = meters.counter("extapi.stream.bytes", "direction", "in");
    bytesOut = meters.counter("extapi.stream.bytes", "direction", "out");
    interimsDropped = meters.counter("extapi.stream.interims.dropped");
  }

  void received(int bytes) {
    framesIn.increment();
    bytesIn.increment(bytes);
  }

  void sent(int bytes) {
    framesOut.increment();
    bytesOut.increment(bytes);
  }

  /** A newer state came before a slow client took this one. */
  void interimDropped() {
    interimsDropped.increment();
  }
}
