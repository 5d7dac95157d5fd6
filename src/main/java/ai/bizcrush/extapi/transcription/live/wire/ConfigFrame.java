package ai.bizcrush.extapi.transcription.live.wire;

import ai.bizcrush.extapi.proto.SttStreamConfig;
import ai.bizcrush.extapi.proto.SttStreamRequest;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Tells the first binary frame of a stream that is {@code SttStreamRequest{config}} from audio.
 * Nearly any bytes can be read as protobuf, so more is asked of a config than that. It is one only
 * if
 *
 * <ol>
 *   <li>the frame is field 1 and nothing else: its tag, its length, and exactly as many bytes;
 *   <li>these bytes are a well-formed {@code SttStreamConfig};
 *   <li>its strings are UTF-8 without control characters, and the encoding, if there is one, looks
 *       like a name;
 *   <li>it has no fields that are unknown here, unless it names an encoding that is known: then it
 *       is a config of a later version.
 * </ol>
 *
 * A frame of samples that passes is one that a client with a config would send: the shortest is
 * {@code 0a 00}, an empty config, or one sample of value 10. The next are four bytes long, such as
 * {@code 0a 02 20 01}. From there on the chance falls with every byte: samples are full of zeros
 * and of bytes that UTF-8 does not have.
 */
final class ConfigFrame {

  private static final int CONFIG_TAG = SttStreamRequest.CONFIG_FIELD_NUMBER << 3 | 2;
  private static final int LONGEST_NAME = 32;

  private ConfigFrame() {}

  /** The config that the frame is, or null: then it is audio. */
  static @Nullable SttStreamConfig parse(byte[] bytes, int offset, int length) {
    if (length < 2 || bytes[offset] != CONFIG_TAG || Payload.start(bytes, offset, length) < 0) {
      return null;
    }
    try {
      var config = SttStreamRequest.parser().parsePartialFrom(bytes, offset, length).getConfig();
      return isPlausible(config) ? config : null;
    } catch (InvalidProtocolBufferException e) {
      return null;
    }
  }

  private static boolean isPlausible(SttStreamConfig config) {
    boolean known = config.getUnknownFields().asMap().isEmpty();
    return (known || namesKnownEncoding(config))
        && isName(config.getEncoding())
        && Stream.of(
                List.of(config.getSessionId(), config.getResumeToken()),
                config.getLanguageHintsList(),
                config.getFeaturesList())
            .flatMap(List::stream)
            .allMatch(ConfigFrame::isText);
  }

  private static boolean namesKnownEncoding(SttStreamConfig config) {
    String encoding = config.getEncoding();
    return encoding.equalsIgnoreCase("pcm16") || encoding.equalsIgnoreCase("opus");
  }

  private static boolean isName(String text) {
    return text.length() <= LONGEST_NAME && text.chars().allMatch(c -> c >= ' ' && c <= '~');
  }

  private static boolean isText(String text) {
    return text.chars().noneMatch(Character::isISOControl);
  }
}
