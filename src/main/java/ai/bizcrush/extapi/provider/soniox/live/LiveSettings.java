package ai.bizcrush.extapi.provider.soniox.live;

import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Live audio in an entry of {@code extapi.providers} of the type {@code soniox}.
 *
 * @param url of the WebSocket; regions have their own
 * @param endpointDelay the longest time from the end of speech to the end of the utterance
 * @param pace how many times faster than real time a replay may be sent
 * @param maxSession after which Soniox ends a session
 */
public record LiveSettings(
    @NotNull
        @Pattern(regexp = "wss?://[^\\s?#]+", message = "must be a ws(s) URL")
        @DefaultValue("wss://stt-rt.soniox.com/transcribe-websocket")
        String url,
    @NotBlank @DefaultValue("stt-rt-v5") String model,
    @DurationMin(millis = 500) @DurationMax(millis = 3000) @DefaultValue("2s")
        Duration endpointDelay,
    @DecimalMin("1") @DefaultValue("2") double pace,
    @DurationMin(minutes = 1) @DefaultValue("300m") Duration maxSession) {}
