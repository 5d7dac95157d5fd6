package ai.bizcrush.extapi.web;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.PositiveOrZero;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * What a request may take.
 *
 * @param requestsPerSecond sustained, a key and a replica; 0 = unlimited
 * @param requestBurst how many a key may send at once after a quiet time
 * @param jsonBody the largest JSON or protobuf body, after decompression
 * @param fileSize the largest audio file, uploaded or fetched
 * @param freeDisk space that an upload must leave free on the spool's disk
 * @param bodyIdle how long a request may send nothing before it is dropped
 */
@Validated
@ConfigurationProperties("extapi.limits")
public record ApiLimits(
    @PositiveOrZero @DefaultValue("50") int requestsPerSecond,
    @PositiveOrZero @DefaultValue("100") int requestBurst,
    @NotNull @DefaultValue("2MB") DataSize jsonBody,
    @NotNull @DefaultValue("1GB") DataSize fileSize,
    @NotNull @DefaultValue("512MB") DataSize freeDisk,
    @NotNull @DefaultValue("30s") Duration bodyIdle) {}
