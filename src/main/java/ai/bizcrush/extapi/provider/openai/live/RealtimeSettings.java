package ai.bizcrush.extapi.provider.openai.live;

import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Live audio in an entry of {@code extapi.providers} of the type {@code openai}.
 *
 * @param path of the WebSocket, under the entry's base URL
 * @param modelInQuery whether the server is told the model, and the language, in the query: OpenAI
 *     itself then begins a conversation, others need it; derived from the base URL where not set
 * @param turns who ends them; derived from the model's name where not set
 * @param pause how long a pause ends a turn
 * @param longestTurn after which a turn is ended without a pause
 * @param threshold from 0 to 1, how sure the server is that it hears a voice
 * @param noiseReduction {@code near_field} or {@code far_field}; none where not set
 * @param turnClock whether the server's times begin at zero with each turn (speaches), not with the
 *     session
 * @param frame audio is joined to messages of at least this length
 * @param pace how many times faster than real time a replay may be sent
 * @param maxSession after which the server ends a session
 */
public record RealtimeSettings(
    @Pattern(regexp = "/[^\\s?#]*", message = "must begin with /") @DefaultValue("/v1/realtime")
        String path,
    @NotBlank @DefaultValue("gpt-live-transcribe") String model,
    @Nullable Boolean modelInQuery,
    @Nullable TurnTaking turns,
    @DurationMin(millis = 200) @DurationMax(seconds = 5) @DefaultValue("500ms") Duration pause,
    @DurationMin(seconds = 2) @DurationMax(seconds = 60) @DefaultValue("15s") Duration longestTurn,
    @DecimalMin("0") @DecimalMax("1") @DefaultValue("0.5") double threshold,
    @Pattern(regexp = "near_field|far_field", message = "must be near_field or far_field")
        @Nullable String noiseReduction,
    @DefaultValue("false") boolean turnClock,
    @DurationMin(millis = 0) @DurationMax(seconds = 1) @DefaultValue("20ms") Duration frame,
    @DecimalMin("1") @DefaultValue("2") double pace,
    @DurationMin(minutes = 1) @DefaultValue("60m") Duration maxSession) {

  private static final String OPENAI = "api.openai.com";

  TurnTaking turnTaking() {
    return turns == null ? TurnTaking.of(model) : turns;
  }

  boolean namesModelInQuery(String baseUrl) {
    return modelInQuery == null ? !baseUrl.contains("://" + OPENAI) : modelInQuery;
  }
}
