package ai.bizcrush.extapi.transcription.live.wire;

import ai.bizcrush.extapi.proto.SttStreamConfig;
import ai.bizcrush.extapi.shared.ApiException;
import ai.bizcrush.extapi.shared.Ulids;
import ai.bizcrush.extapi.transcription.live.Feature;
import ai.bizcrush.extapi.transcription.live.StreamConfig;
import ai.bizcrush.extapi.transcription.live.StreamConfig.Encoding;
import ai.bizcrush.extapi.web.json.RequestJson;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Turns the first frame of a stream into its settings. What the frame says beats the query. */
@Component
public final class ConfigReader {

  private static final StreamRequest NOTHING =
      new StreamRequest(null, null, null, null, null, null, null, null);

  private final RequestJson json;

  public ConfigReader(RequestJson json) {
    this.json = json;
  }

  /** The settings of a stream that begins with audio. */
  StreamConfig standard(StreamQuery query) {
    return combine(query, NOTHING);
  }

  /**
   * @param frame a JSON object; nothing at all is an empty one
   * @throws FrameRejected 1007: not JSON, or a value that is not allowed; 1003: unknown encoding
   */
  StreamConfig read(StreamQuery query, byte[] frame) {
    try {
      return combine(query, json.read(StreamRequest.class, frame, Map.of(), null));
    } catch (ApiException e) {
      throw FrameRejected.malformed(String.valueOf(e.getMessage()));
    }
  }

  /**
   * @throws FrameRejected 1007: a value that is not allowed; 1003: unknown encoding
   */
  StreamConfig read(StreamQuery query, SttStreamConfig frame) {
    try {
      return combine(query, json.validated(StreamRequest.of(frame)));
    } catch (ApiException e) {
      throw FrameRejected.malformed(String.valueOf(e.getMessage()));
    }
  }

  /** What a text frame after the first one says; null when that is nothing we know. */
  @Nullable Control control(byte[] frame) {
    try {
      String type = json.read(ControlRequest.class, frame, Map.of(), null).type();
      return type == null ? null : Control.named(type);
    } catch (ApiException e) {
      return null;
    }
  }

  private record ControlRequest(@Nullable String type) {}

  private static StreamConfig combine(StreamQuery query, StreamRequest request) {
    var languages = request.languages();
    Boolean reduceNoise = request.reduceNoise();
    Boolean diarization = request.enableDiarization();
    return new StreamConfig(
        encoding(request.encoding()),
        request.sessionId() == null ? Ulids.next() : request.sessionId(),
        languages == null ? query.languages() : languages,
        reduceNoise == null ? query.reduceNoise() : reduceNoise,
        diarization == null ? query.diarization() : diarization,
        features(query, request),
        request.resumeToken());
  }

  private static Set<Feature> features(StreamQuery query, StreamRequest request) {
    var names = request.features();
    return names == null ? query.features() : StreamQuery.features(names);
  }

  private static Encoding encoding(@Nullable String name) {
    return switch (name == null ? "" : name.strip().toLowerCase(Locale.ROOT)) {
      case "", "pcm16" -> Encoding.PCM16;
      case "opus" -> Encoding.OPUS;
      default -> throw FrameRejected.unsupported("Unknown encoding");
    };
  }
}
