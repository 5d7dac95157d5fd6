package ai.bizcrush.extapi.transcripts.journal;

import jakarta.validation.constraints.NotNull;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * The journal of live streams.
 *
 * @param memory what may wait to be stored while the database is slow or away; what comes then is
 *     refused
 */
@Validated
@ConfigurationProperties("extapi.transcripts.journal")
record JournalSettings(@NotNull @DefaultValue("32MB") DataSize memory) {

  JournalSettings {
    if (memory.toBytes() <= 0 || memory.toBytes() > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "extapi.transcripts.journal.memory must be positive and less than 2GB");
    }
  }
}
