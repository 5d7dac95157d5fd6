package ai.bizcrush.extapi.engine.settings;

import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How an engine is called: {@code extapi.policies.<name>}. What is not set is as in {@code remote}.
 *
 * @param connectTimeout until a connection stands, TLS included
 * @param firstByteTimeout from the last byte sent to the first of the answer, to which {@code
 *     timeoutPerAudio} adds: engines begin to answer when they have heard everything
 * @param timeout of one attempt, to which {@code timeoutPerAudio} adds
 * @param stall of a live session: how long audio may be sent while the engine's progress stays put
 * @param timeoutPerAudio what each second of audio adds to these two, in seconds
 * @param attempts how often one engine is asked at the most, the first time included; of a live
 *     engine how often it is dialled in a row
 * @param backoff the pause before the next attempt
 * @param breaker when an engine is left alone
 * @param concurrency how much of an engine is used at once
 */
public record Policy(
    @DurationMin(millis = 1) @DefaultValue("2s") Duration connectTimeout,
    @DurationMin(millis = 1) @DefaultValue("30s") Duration firstByteTimeout,
    @DurationMin(millis = 1) @DefaultValue("30s") Duration timeout,
    @DurationMin(millis = 100) @DefaultValue("15s") Duration stall,
    @DecimalMin("0") @DecimalMax("100") @DefaultValue("0.5") double timeoutPerAudio,
    @Min(1) @Max(10) @DefaultValue("2") int attempts,
    @Valid @DefaultValue Backoff backoff,
    @Valid @DefaultValue Breaker breaker,
    @Valid @DefaultValue Concurrency concurrency) {

  /** The time-out of one attempt for this much audio. */
  public Duration timeout(Duration audio) {
    return timeout.plus(forAudio(audio));
  }

  /** How long one attempt waits for the first byte of the answer, for this much audio. */
  public Duration firstByteTimeout(Duration audio) {
    Duration firstByte = firstByteTimeout.plus(forAudio(audio));
    Duration all = timeout(audio);
    return firstByte.compareTo(all) < 0 ? firstByte : all;
  }

  private Duration forAudio(Duration audio) {
    return Duration.ofMillis(Math.round(audio.toMillis() * timeoutPerAudio));
  }

  /**
   * The pause before an attempt is random, from nothing to {@code base}, doubled with each attempt.
   *
   * @param base of the first pause
   * @param max of any pause, and the longest {@code Retry-After} that is waited for while another
   *     engine could be asked
   */
  public record Backoff(
      @DurationMin(millis = 1) @DefaultValue("500ms") Duration base,
      @DurationMin(millis = 1) @DefaultValue("10s") Duration max) {}

  /**
   * When an engine is left alone, and when it is tried again.
   *
   * @param failureRate per cent of failed calls that open the breaker
   * @param minimumCalls how many calls in the window before the rate counts
   * @param window over which calls are counted
   * @param open how long the engine is left alone
   * @param halfOpenCalls how many calls try it afterwards
   * @param halfOpenWait how long these may take before the breaker opens again
   */
  public record Breaker(
      @DecimalMin("1") @DecimalMax("100") @DefaultValue("50") float failureRate,
      @Min(1) @DefaultValue("20") int minimumCalls,
      @DurationMin(seconds = 1) @DefaultValue("60s") Duration window,
      @DurationMin(millis = 1) @DefaultValue("10s") Duration open,
      @Min(1) @DefaultValue("3") int halfOpenCalls,
      @DurationMin(millis = 1) @DefaultValue("60s") Duration halfOpenWait) {}

  /**
   * How many calls are under way at once. A call that finds no room waits in the order of arrival.
   *
   * @param engine of all keys together
   * @param key of one API key
   * @param queue how many calls of one key may wait; more are refused at once
   * @param patience how long a call waits for room
   */
  public record Concurrency(
      @Min(1) @DefaultValue("50") int engine,
      @Min(1) @DefaultValue("10") int key,
      @Min(0) @DefaultValue("20") int queue,
      @DurationMin @DefaultValue("10s") Duration patience) {}
}
