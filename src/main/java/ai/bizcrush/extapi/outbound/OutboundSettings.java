package ai.bizcrush.extapi.outbound;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import java.util.List;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * How far what a user names may reach, and how long it may take. The time-outs are those of {@link
 * FetchLimits}.
 *
 * @param allow targets that may be reached although they are not public, see {@link AllowList#of}
 */
@ConfigurationProperties("extapi.outbound")
@Validated
record OutboundSettings(
    @DefaultValue List<String> allow,
    @DefaultValue("2s") @DurationMin(millis = 1) Duration connectTimeout,
    @DefaultValue("10s") @DurationMin(millis = 1) Duration firstByteTimeout,
    @DefaultValue("15s") @DurationMin(millis = 1) Duration idleTimeout,
    @DefaultValue("10m") @DurationMin(millis = 1) Duration totalTimeout,
    @DefaultValue("5") @Min(0) @Max(20) int maxRedirects) {

  OutboundSettings {
    allow = List.copyOf(allow);
    AllowList.of(allow);
  }

  AllowList allowList() {
    return AllowList.of(allow);
  }

  FetchLimits limits(DataSize maxSize) {
    return new FetchLimits(
        maxSize, connectTimeout, firstByteTimeout, idleTimeout, totalTimeout, maxRedirects);
  }
}
