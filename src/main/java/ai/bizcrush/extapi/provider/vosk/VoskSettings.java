package ai.bizcrush.extapi.provider.vosk;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * An entry of {@code extapi.providers} of the type {@code vosk}.
 *
 * @param url of the server; it has no authentication
 * @param language of the server's model
 * @param phrases whether expected words are sent as the phrase list: the model then hears these and
 *     nothing else, which suits commands rather than meetings
 * @param reset whether the server knows {@code {"reset" : 1}}, which older images do not: they are
 *     sent silence instead to end an utterance
 */
record VoskSettings(
    @Pattern(regexp = "wss?://[^\\s?#]+", message = "must be a ws(s) URL")
        @DefaultValue("ws://localhost:2700")
        String url,
    @NotBlank @Pattern(regexp = "[a-z]{2,3}", message = "must be a base language (ISO 639)")
        String language,
    @DefaultValue("false") boolean phrases,
    @DefaultValue("true") boolean reset) {}
