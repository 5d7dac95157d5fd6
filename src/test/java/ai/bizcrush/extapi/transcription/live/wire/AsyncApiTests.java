package ai.bizcrush.extapi.transcription.live.wire;

import static org.assertj.core.api.Assertions.assertThat;

import ai.bizcrush.extapi.proto.StreamAck;
import ai.bizcrush.extapi.proto.StreamError;
import ai.bizcrush.extapi.proto.SttStreamConfig;
import ai.bizcrush.extapi.proto.SttStreamResponse;
import ai.bizcrush.extapi.proto.TranscriptChunk;
import ai.bizcrush.extapi.proto.Word;
import ai.bizcrush.extapi.shared.ErrorCode;
import ai.bizcrush.extapi.transcription.live.Feature;
import ai.bizcrush.extapi.transcription.live.StreamConfig;
import ai.bizcrush.extapi.transcription.live.StreamConfig.Encoding;
import ai.bizcrush.extapi.transcription.live.StreamEnd;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What is sent is what is described, in either format. */
class AsyncApiTests {

  private static final AsyncApi DESCRIPTION = AsyncApi.read();
  private static final JsonMapper MAPPER = new JsonMapper();
  private static final List<String> REPLIES =
      List.of("connected", "refused", "chunk", "error", "ack");

  private final FrameBuffer buffer = new FrameBuffer();

  @ParameterizedTest
  @ValueSource(strings = {"json", "protobuf"})
  void aConnectionIsAsDescribed(String format) throws Exception {
    var frames = frames(format);
    frames.connected(buffer);

    assertDescribed("connected", frames);
  }

  @ParameterizedTest
  @MethodSource("optedIn")
  void aChunkIsAsDescribed(String format, StreamConfig config) throws Exception {
    var frames = frames(format);
    for (TestChunk chunk :
        new TestChunk[] {TestChunk.saying("Hello, you").asFinal(), TestChunk.empty()}) {
      frames.chunk(chunk, config, buffer);

      assertDescribed("chunk", frames);
    }
  }

  @ParameterizedTest
  @EnumSource
  void anErrorIsAsDescribed(ErrorCode code) throws Exception {
    var end = StreamEnd.error(1011, code, "What happened", code == ErrorCode.UNAVAILABLE);
    for (String format : new String[] {"json", "protobuf"}) {
      var frames = frames(format);
      frames.error(end, true, buffer);
      assertDescribed("error", frames);
      frames.error(end, false, buffer);
      assertDescribed(frames.areText() ? "refused" : "error", frames);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"json", "protobuf"})
  void anAckIsAsDescribed(String format) throws Exception {
    var frames = frames(format);
    frames.ack(6120, 0, "token", buffer);

    assertDescribed("ack", frames);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"chunk\":{\"id\":\"a\",\"session_id\":\"s\",\"text\":\"t\"}}",
        "{\"chunk\":{\"id\":\"a\",\"session_id\":\"s\",\"text\":\"t\",\"is_final\":1}}",
        "{\"chunk\":{\"id\":\"a\",\"session_id\":\"s\",\"text\":\"t\",\"is_final\":true,\"x\":1}}",
        "{\"chunk\":{\"id\":null,\"session_id\":\"s\",\"text\":\"t\",\"is_final\":true}}",
        "{\"connected\":true,\"chunk\":null}",
        "{\"connected\":false}",
        "{\"error\":{\"code\":\"OTHER\",\"message\":\"m\",\"retryable\":false}}",
        "{\"ack\":{\"received_ms\":\"1\",\"final_ms\":0,\"resume_token\":\"t\"}}"
      })
  void whatIsNotDescribedIsFoundOut(String frame) {
    assertThat(described(MAPPER.readTree(frame))).isEmpty();
  }

  @Test
  void theExamplesAreAsDescribed() {
    JsonNode messages = DESCRIPTION.at("/components/messages");
    for (var message : messages.properties()) {
      for (JsonNode example : message.getValue().path("examples")) {
        assertThat(DESCRIPTION.deviations(message.getKey(), example.get("payload")))
            .as("%s", example)
            .isEmpty();
      }
    }
  }

  @Test
  void theExamplesOfAClientAreUnderstood() {
    for (JsonNode example : DESCRIPTION.at("/components/messages/config/examples")) {
      JsonNode sent = example.get("payload");
      StreamConfig config = TestClient.settings(sent.toString());

      assertThat(config.encoding().name())
          .isEqualToIgnoringCase(sent.get("encoding").stringValue());
      assertThat(config.features()).hasSize(sent.path("features").size());
    }
    for (JsonNode example : DESCRIPTION.at("/components/messages/control/examples")) {
      assertThat(TestClient.CONFIGS.control(example.get("payload").toString().getBytes(StandardCharsets.UTF_8)))
          .isNotNull();
    }
  }

  @Test
  void everyNameThatIsKnownIsListed() {
    assertThat(listed("Feature")).isEqualTo(names(Feature.values()));
    assertThat(texts(DESCRIPTION.at("/components/schemas/Control/properties/type/enum")))
        .isEqualTo(names(Control.values()));
    assertThat(texts(DESCRIPTION.at("/components/schemas/Config/properties/encoding/enum")))
        .isEqualTo(names(Encoding.values()));
    assertThat(texts(DESCRIPTION.at("/components/schemas/Error/properties/code/enum")))
        .isEqualTo(
            Arrays.stream(ErrorCode.values()).map(ErrorCode::name).collect(Collectors.toSet()));
  }

  @Test
  void bothFormatsHaveTheSameFields() {
    assertSameFields("Config", SttStreamConfig.getDescriptor());
    assertSameFields("Chunk", TranscriptChunk.getDescriptor());
    assertSameFields("Word", Word.getDescriptor());
    assertSameFields("Error", StreamError.getDescriptor());
    assertSameFields("Ack", StreamAck.getDescriptor());
  }

  @Test
  void theProtobufThatIsDescribedIsTheOneThatIsSpoken() throws IOException {
    String source = Files.readString(Path.of("proto", "extapi.proto"));
    String described = DESCRIPTION.at("/components/schemas/Protobuf/schema").stringValue();

    assertThat(described)
        .endsWith(source.substring(source.indexOf("// The first frame of a stream.")))
        .startsWith("syntax = \"proto3\";\n\npackage ai.bizcrush.extapi;\n");
  }

  static Stream<Arguments> optedIn() {
    return Stream.of("json", "protobuf")
        .flatMap(
            format ->
                Stream.of(
                        config(false, Set.of()),
                        config(true, Set.of()),
                        config(false, Set.of(Feature.WORDS)),
                        config(false, Set.of(Feature.TIMESTAMPS)),
                        config(false, Set.of(Feature.LANGUAGE)),
                        config(true, EnumSet.allOf(Feature.class)))
                    .map(
                        config ->
                            Arguments.of(format, config)));
  }

  private static StreamConfig config(boolean diarization, Set<Feature> features) {
    return new StreamConfig(Encoding.PCM16, "s", null, false, diarization, features, null);
  }

  private static ServerFrames frames(String format) {
    return ServerFrames.of(TestClient.query("format=" + format));
  }

  private void assertDescribed(String message, ServerFrames frames)
      throws InvalidProtocolBufferException {
    JsonNode frame = frames.areText() ? json() : protobuf();

    assertThat(DESCRIPTION.deviations(message, frame)).isEmpty();
    assertThat(described(frame)).containsExactly(message);
  }

  private static List<String> described(JsonNode frame) {
    return REPLIES.stream()
        .filter(reply -> DESCRIPTION.deviations(reply, frame).isEmpty())
        .toList();
  }

  private JsonNode json() {
    return MAPPER.readTree(buffer.array(), 0, buffer.length());
  }

  private JsonNode protobuf() throws InvalidProtocolBufferException {
    byte[] frame = Arrays.copyOf(buffer.array(), buffer.length());
    var response = SttStreamResponse.parseFrom(frame);
    assertThat(response.getUnknownFields().asMap()).isEmpty();
    return tree(response);
  }

  /** With the fields that protobuf leaves out because they have their default. */
  private static ObjectNode tree(Message message) {
    var tree = MAPPER.createObjectNode();
    for (FieldDescriptor field : message.getDescriptorForType().getFields()) {
      if (!field.hasPresence() || message.hasField(field)) {
        tree.set(field.getName(), value(message.getField(field)));
      }
    }
    return tree;
  }

  private static JsonNode value(Object value) {
    return switch (value) {
      case Message message -> tree(message);
      case List<?> list -> {
        var array = MAPPER.createArrayNode();
        list.forEach(element -> array.add(value(element)));
        yield array;
      }
      default -> MAPPER.valueToTree(value);
    };
  }

  private static void assertSameFields(String schema, Descriptor message) {
    assertThat(
            DESCRIPTION.at("/components/schemas/" + schema + "/properties").properties().stream()
                .map(Map.Entry::getKey))
        .containsExactlyInAnyOrderElementsOf(
            message.getFields().stream().map(FieldDescriptor::getName).toList());
  }

  private static Set<String> listed(String schema) {
    return texts(DESCRIPTION.at("/components/schemas/" + schema + "/enum"));
  }

  private static Set<String> texts(JsonNode array) {
    return array.valueStream().map(JsonNode::stringValue).collect(Collectors.toSet());
  }

  private static Set<String> names(Enum<?>[] values) {
    return Arrays.stream(values)
        .map(value -> value.name().toLowerCase(Locale.ROOT))
        .collect(Collectors.toSet());
  }
}
