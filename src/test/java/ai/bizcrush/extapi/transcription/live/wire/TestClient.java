package ai.bizcrush.extapi.transcription.live.wire;

import ai.bizcrush.extapi.proto.SttStreamConfig;
import ai.bizcrush.extapi.proto.SttStreamRequest;
import ai.bizcrush.extapi.transcription.live.StreamConfig;
import ai.bizcrush.extapi.web.json.RequestJson;
import jakarta.validation.Validation;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A client of the wire alone. */
final class TestClient {

  static final ConfigReader CONFIGS =
      new ConfigReader(new RequestJson(Validation.buildDefaultValidatorFactory().getValidator()));

  final Heard heard = new Heard();
  private final ClientFrames frames;

  private TestClient(StreamQuery query) {
    frames = new ClientFrames(query, CONFIGS, heard);
  }

  /** {@code name=value} pairs, decoded. */
  static TestClient with(String... query) {
    return new TestClient(query(query));
  }

  static TestClient json() {
    return with("format=json");
  }

  static TestClient protobuf() {
    return with();
  }

  static StreamQuery query(String... pairs) {
    Map<String, List<String>> parameters = new LinkedHashMap<>();
    for (String pair : pairs) {
      String[] parts = pair.split("=", 2);
      parameters.computeIfAbsent(parts[0], _ -> new ArrayList<>()).add(parts[1]);
    }
    return StreamQuery.of(parameters);
  }

  /** The settings that a first text frame makes. */
  static StreamConfig settings(String json, String... query) {
    return with(query).text(json).heard.config();
  }

  TestClient text(String json) {
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    frames.text(shifted(bytes), 3, bytes.length);
    return this;
  }

  TestClient binary(byte[] bytes) {
    frames.binary(shifted(bytes), 3, bytes.length);
    while (frames.isBehind()) {
      frames.catchUp();
    }
    return this;
  }

  TestClient binary(SttStreamRequest request) {
    return binary(request.toByteArray());
  }

  TestClient config(SttStreamConfig.Builder config) {
    return binary(SttStreamRequest.newBuilder().setConfig(config).build());
  }

  /** As one frame, then the end. */
  TestClient all(byte[] audio) {
    return binary(audio).binary(new byte[0]);
  }

  byte[] pcm() {
    return heard.pcm.toByteArray();
  }

  /** Frames lie anywhere in a buffer that is used again. */
  private static byte[] shifted(byte[] bytes) {
    byte[] shifted = new byte[bytes.length + 5];
    System.arraycopy(bytes, 0, shifted, 3, bytes.length);
    return shifted;
  }
}
