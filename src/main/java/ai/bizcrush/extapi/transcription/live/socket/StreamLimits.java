package ai.bizcrush.extapi.transcription.live.socket;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How many live streams there may be. A stream counts until its last words are stored, a little
 * longer than its client is there.
 *
 * @param streams of this replica
 * @param streamsPerKey of one API key, on this replica
 * @param streamDuration after which a stream is ended
 */
@Validated
@ConfigurationProperties("extapi.limits")
record StreamLimits(
    @Positive @DefaultValue("1000") int streams,
    @Positive @DefaultValue("50") int streamsPerKey,
    @NotNull @DurationMin(seconds = 1) @DefaultValue("12h") Duration streamDuration) {}
