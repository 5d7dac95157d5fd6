package ai.bizcrush.extapi.transcription.live.socket;

import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The clients of live streams.
 *
 * @param ping how often a client is pinged; two pings in a row without an answer end a connection
 * @param firstFrame how long a client may take to say what it wants
 * @param drain how long running streams are given when the service stops
 */
@Validated
@ConfigurationProperties("extapi.stt.live")
record ClientSettings(
    @NotNull @DurationMin(millis = 100) @DefaultValue("20s") Duration ping,
    @NotNull @DurationMin(millis = 100) @DefaultValue("30s") Duration firstFrame,
    @NotNull @DurationMin(millis = 100) @DefaultValue("15s") Duration drain) {}
