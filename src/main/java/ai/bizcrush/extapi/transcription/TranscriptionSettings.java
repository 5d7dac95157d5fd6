package ai.bizcrush.extapi.transcription;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * File transcription.
 *
 * @param keepResults how long a result can be asked for again
 * @param keepFailures how long a failure is told to those who ask for the result
 * @param attempts how often work is taken up, the first time included
 * @param lostUpload how long work waits for the replica that holds its upload
 * @param patience how long named work waits for room before it is answered 503
 * @param queuePerKey named work of one API key that may be under way, on all replicas
 * @param concurrency requests that are transcribed at once, a replica
 * @param concurrencyPerKey of them, of one API key
 */
@Validated
@ConfigurationProperties("extapi.stt.file")
record TranscriptionSettings(
    @NotNull @DefaultValue("24h") Duration keepResults,
    @NotNull @DefaultValue("10m") Duration keepFailures,
    @Positive @DefaultValue("3") int attempts,
    @NotNull @DefaultValue("2m") Duration lostUpload,
    @NotNull @DefaultValue("10m") Duration patience,
    @Positive @DefaultValue("100") int queuePerKey,
    @Positive @DefaultValue("64") int concurrency,
    @Positive @DefaultValue("16") int concurrencyPerKey) {}
