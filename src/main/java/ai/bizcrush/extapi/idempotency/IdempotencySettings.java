package ai.bizcrush.extapi.idempotency;

import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of repeated requests.
 *
 * @param keepReplies how long a request is known by its key
 */
@Validated
@ConfigurationProperties("extapi.idempotency")
record IdempotencySettings(
    @NotNull @DurationMin(minutes = 1) @DefaultValue("24h") Duration keepReplies) {}
