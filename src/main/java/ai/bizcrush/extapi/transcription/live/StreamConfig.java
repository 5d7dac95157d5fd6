package ai.bizcrush.extapi.transcription.live;

import ai.bizcrush.extapi.engine.LanguageHints;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a client asked for, its query and its first frame taken together.
 *
 * @param encoding of the binary frames
 * @param sessionId as sent, or a new ULID
 * @param languages null when the client said nothing: then a meeting's settings may; {@link
 *     LanguageHints#AUTOMATIC} when it asked for detection
 * @param reduceNoise whether noise is to be removed
 * @param diarization whether speakers are to be told apart
 * @param resumeToken of the recording that is to be continued
 */
public record StreamConfig(
    Encoding encoding,
    String sessionId,
    @Nullable LanguageHints languages,
    boolean reduceNoise,
    boolean diarization,
    Set<Feature> features,
    @Nullable String resumeToken) {

  /** The encodings of a client's audio. */
  public enum Encoding {
    /** 16 kHz, one channel, signed 16 bit, little-endian; a WAV header is skipped. */
    PCM16,
    /** Ogg or WebM with Opus inside, or a raw Opus packet a frame. */
    OPUS
  }

  public StreamConfig {
    features = Set.copyOf(features);
  }

  /** Without the token, by which anybody could take the recording over. */
  @Override
  public String toString() {
    return "StreamConfig[encoding="
        + encoding
        + ", sessionId="
        + sessionId
        + ", languages="
        + languages
        + ", reduceNoise="
        + reduceNoise
        + ", diarization="
        + diarization
        + ", features="
        + features
        + ", resumes="
        + (resumeToken != null)
        + "]";
  }

  public boolean has(Feature feature) {
    return features.contains(feature);
  }
}
