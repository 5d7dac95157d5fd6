package ai.bizcrush.extapi.transcripts;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Transcripts.
 *
 * @param cache what whole transcripts may take of this replica's memory
 * @param largest the largest reply with a whole transcript; longer ones are read in pages
 * @param keepSessions how long utterances are kept that belong to no meeting
 */
@ConfigurationProperties("extapi.transcripts")
public record TranscriptSettings(
    @DefaultValue("64MB") DataSize cache,
    @DefaultValue("32MB") DataSize largest,
    @DefaultValue("30d") Duration keepSessions) {}
