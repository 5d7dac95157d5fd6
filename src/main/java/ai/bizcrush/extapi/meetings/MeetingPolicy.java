package ai.bizcrush.extapi.meetings;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of meetings.
 *
 * @param mostParticipants how many entries the list of participants may have, the host included
 * @param endAfterStream how long after the last stream a meeting ends by itself
 * @param endWithoutStream how long after its creation a meeting ends that never had a stream
 * @param endCheck the pause between two looks for meetings that are to end
 */
@Validated
@ConfigurationProperties("extapi.meetings")
record MeetingPolicy(
    @Min(2) @Max(5000) @DefaultValue("500") int mostParticipants,
    @NotNull @DurationMin(minutes = 2) @DefaultValue("30m") Duration endAfterStream,
    @NotNull @DurationMin(minutes = 2) @DefaultValue("24h") Duration endWithoutStream,
    @NotNull @DurationMin(millis = 100) @DefaultValue("30s") Duration endCheck) {}
