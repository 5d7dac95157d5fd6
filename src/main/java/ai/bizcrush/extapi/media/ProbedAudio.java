package ai.bizcrush.extapi.media;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a file says of its first audio track, without decoding it.
 *
 * @param container the container, named as in {@link DecodedAudio#container}
 * @param codec the codec by ffmpeg's name, {@code none} when ffmpeg does not know it
 * @param sampleRate samples a second, 0 when the file does not tell
 * @param duration the length that the file claims or that its size suggests, null without either:
 *     only decoding tells the truth
 */
public record ProbedAudio(
    String container, String codec, int sampleRate, @Nullable Duration duration) {}
