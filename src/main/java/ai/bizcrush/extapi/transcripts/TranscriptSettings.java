package ai.bizcrush.extapi.transcripts;

import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * Transcripts.
 *
 * @param cache what whole transcripts may take of this replica's memory, the largest at least
 * @param largest the largest reply with a whole transcript; longer ones are read in pages; less
 *     than 2 GB
 * @param keepSessions how long utterances are kept that belong to no meeting
 */
@Validated
@ConfigurationProperties("extapi.transcripts")
public record TranscriptSettings(
    @NotNull @DefaultValue("64MB") DataSize cache,
    @NotNull @DefaultValue("32MB") DataSize largest,
    @NotNull @DurationMin(hours = 1) @DefaultValue("30d") Duration keepSessions) {

  public TranscriptSettings {
    if (largest.toBytes() <= 0 || largest.toBytes() > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "extapi.transcripts.largest must be positive and less than 2GB");
    }
    if (largest.compareTo(cache) > 0) {
      throw new IllegalArgumentException(
          "extapi.transcripts.largest must not be more than extapi.transcripts.cache");
    }
  }
}
