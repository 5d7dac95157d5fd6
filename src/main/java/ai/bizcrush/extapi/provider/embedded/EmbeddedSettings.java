package ai.bizcrush.extapi.provider.embedded;

import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * An entry of {@code extapi.providers} whose type is {@code embedded}.
 *
 * @param filePermits how many recordings are recognised at once, each on a core of its own and with
 *     a recogniser of 160 MiB idle, up to 450 MiB at work; 0 means one, or two where there are more
 *     than two cores
 * @param permitWait how long a recording waits for one of them before the engine says that it is
 *     over capacity
 * @param warm whether a recogniser is loaded in the background when the service starts, instead of
 *     by the first recording
 */
record EmbeddedSettings(
    @Min(0) @DefaultValue("0") int filePermits,
    @DefaultValue("10s") Duration permitWait,
    @DefaultValue("true") boolean warm) {

  int filePermitsOn(int cores) {
    if (filePermits > 0) {
      return filePermits;
    }
    return cores > 2 ? 2 : 1;
  }
}
