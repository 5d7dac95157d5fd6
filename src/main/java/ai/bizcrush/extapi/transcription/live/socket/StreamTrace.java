package ai.bizcrush.extapi.transcription.live.socket;

import ai.bizcrush.extapi.shared.Caller;
import ai.bizcrush.extapi.shared.RequestId;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** What is known of a stream afterwards: one span, one timer by close code, two log lines; ids. */
final class StreamTrace {

  private static final Logger log = LoggerFactory.getLogger(StreamTrace.class);

  private static final int NO_CODE = 1005;
  private static final int LOST = 1006;

  private final String requestId;
  private final Observation observation;
  private String user = "";
  private String session = "";
  private int closeCode = LOST;

  StreamTrace(String requestId, ObservationRegistry observations) {
    this.requestId = requestId;
    this.observation =
        Observation.start("extapi.stream", observations)
            .highCardinalityKeyValue("request", requestId);
  }

  void caller(Caller caller) {
    user = caller.user().value();
    observation.highCardinalityKeyValue("user", user);
  }

  void session(String sessionId) {
    session = sessionId;
    observation.highCardinalityKeyValue("session", sessionId);
    try (var context = MDC.putCloseable(RequestId.LOG_KEY, requestId)) {
      log.debug("Stream began: user {}, session {}", user, session);
    }
  }

  /** The code that ended the connection, the first one said; negative when a frame had none. */
  void closing(int code) {
    if (closeCode == LOST) {
      closeCode = code < 0 ? NO_CODE : code;
    }
  }

  void ended() {
    observation.lowCardinalityKeyValue("code", Integer.toString(closeCode)).stop();
    try (var context = MDC.putCloseable(RequestId.LOG_KEY, requestId)) {
      log.debug("Stream ended with {}: user {}, session {}", closeCode, user, session);
    }
  }
}
