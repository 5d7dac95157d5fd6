package ai.bizcrush.extapi.transcripts.journal;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * The journal of live streams.
 *
 * @param memory what may wait to be stored while the database is slow or away; what comes then is
 *     refused
 */
@ConfigurationProperties("extapi.transcripts.journal")
record JournalSettings(@DefaultValue("32MB") DataSize memory) {}
