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
 * @param livePermits how many live sessions there are at once, each with a recogniser of its own; 0
 *     means one for each core, as far as two thirds of the heap have 450 MiB for each
 * @param permitWait how long a recording waits for one of them before the engine says that it is
 *     over capacity
 * @param warm whether a recogniser is loaded in the background when the service starts, instead of
 *     by the first recording
 */
record EmbeddedSettings(
    @Min(0) @DefaultValue("0") int filePermits,
    @Min(0) @DefaultValue("0") int livePermits,
    @DefaultValue("10s") Duration permitWait,
    @DefaultValue("true") boolean warm) {

  private static final long AT_WORK = 450L << 20;

  int filePermitsOn(int cores) {
    if (filePermits > 0) {
      return filePermits;
    }
    return cores > 2 ? 2 : 1;
  }

  int livePermitsOn(int cores, long heap) {
    if (livePermits > 0) {
      return livePermits;
    }
    return (int) Math.clamp(heap * 2 / 3 / AT_WORK, 1, cores);
  }
}
