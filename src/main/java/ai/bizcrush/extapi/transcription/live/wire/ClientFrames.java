package ai.bizcrush.extapi.transcription.live.wire;

import ai.bizcrush.extapi.media.AudioRejected;
import ai.bizcrush.extapi.proto.SttStreamConfig;
import ai.bizcrush.extapi.proto.SttStreamRequest;
import ai.bizcrush.extapi.transcription.live.StreamConfig;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The frames of one client, as they arrive, turned into what the stream is told. A stream begins
 * with its settings: a JSON text frame, after which binary frames are audio as it is; or, where
 * replies are protobuf, a binary {@code SttStreamRequest{config}}, after which all binary frames
 * are such messages; or with audio, when the settings are those of the query. An empty binary frame
 * ends it. Text frames that are not understood later on are ignored.
 *
 * <p>Not for use by several threads at once. Audio that comes as samples costs no allocation.
 */
public final class ClientFrames {

  private static final int LONGEST_CONTROL = 1024;
  private static final int AUDIO_TAG = SttStreamRequest.AUDIO_FIELD_NUMBER << 3 | 2;

  private enum Stage {
    OPENING,
    /** Binary frames are audio. */
    RAW,
    /** Binary frames are protobuf messages. */
    FRAMED,
    OVER
  }

  private final StreamQuery query;
  private final ConfigReader configs;
  private final StreamInput input;

  private Stage stage = Stage.OPENING;
  private @Nullable AudioIntake audio;

  public ClientFrames(StreamQuery query, ConfigReader configs, StreamInput input) {
    this.query = query;
    this.configs = configs;
    this.input = input;
  }

  /**
   * Takes a text frame, while the stream is not behind.
   *
   * @param bytes in UTF-8; the caller's again when this returns
   * @throws FrameRejected the stream is over, and whatever comes is ignored
   */
  public void text(byte[] bytes, int offset, int length) {
    if (stage == Stage.OVER) {
      return;
    }
    try {
      Control control =
          length > LONGEST_CONTROL ? null : configs.control(copy(bytes, offset, length));
      if (control != null) {
        obey(control);
      } else if (stage == Stage.OPENING) {
        begin(configs.read(query, copy(bytes, offset, length)), Stage.RAW);
      }
    } catch (FrameRejected e) {
      stage = Stage.OVER;
      throw e;
    }
  }

  /**
   * Takes a binary frame, while the stream is not behind.
   *
   * @param bytes the caller's again when this returns
   * @throws FrameRejected the stream is over, and whatever comes is ignored
   */
  public void binary(byte[] bytes, int offset, int length) {
    try {
      if (length == 0) {
        obey(Control.END);
      } else {
        content(bytes, offset, length);
      }
    } catch (FrameRejected e) {
      stage = Stage.OVER;
      throw e;
    } catch (AudioRejected e) {
      stage = Stage.OVER;
      throw FrameRejected.of(e);
    }
  }

  /** Whether a frame brought more audio than is decoded in one call, some seconds of it. */
  public boolean isBehind() {
    return stage != Stage.OVER && audio != null && audio.isBehind();
  }

  /**
   * Decodes more of what the last frame brought.
   *
   * @throws FrameRejected the stream is over, and whatever comes is ignored
   */
  public void catchUp() {
    try {
      input.decoded(Objects.requireNonNull(audio).catchUp());
    } catch (AudioRejected e) {
      stage = Stage.OVER;
      throw FrameRejected.of(e);
    }
  }

  private void content(byte[] bytes, int offset, int length) {
    switch (stage) {
      case OPENING -> first(bytes, offset, length);
      case RAW -> audio(bytes, offset, length);
      case FRAMED -> message(bytes, offset, length);
      case OVER -> {}
    }
  }

  private void first(byte[] bytes, int offset, int length) {
    SttStreamConfig config = query.json() ? null : ConfigFrame.parse(bytes, offset, length);
    if (config != null) {
      begin(configs.read(query, config), Stage.FRAMED);
    } else {
      begin(configs.standard(query), Stage.RAW);
      audio(bytes, offset, length);
    }
  }

  private void begin(StreamConfig config, Stage next) {
    stage = next;
    audio = AudioIntake.of(config.encoding(), input::pcm);
    input.configured(config);
  }

  private void message(byte[] bytes, int offset, int length) {
    int start = bytes[offset] == AUDIO_TAG ? Payload.start(bytes, offset, length) : -1;
    if (start >= 0) {
      audio(bytes, start, offset + length - start);
    } else {
      message(parse(bytes, offset, length));
    }
  }

  private void message(SttStreamRequest request) {
    switch (request.getPayloadCase()) {
      case AUDIO -> {
        ByteString content = request.getAudio();
        audio(content.toByteArray(), 0, content.size());
      }
      case CONTROL -> {
        Control control = Control.of(request.getControl());
        if (control != null) {
          obey(control);
        }
      }
      case CONFIG, PAYLOAD_NOT_SET -> {}
    }
  }

  private void audio(byte[] bytes, int offset, int length) {
    if (length > 0) {
      input.decoded(Objects.requireNonNull(audio).feed(bytes, offset, length));
    }
  }

  private void obey(Control control) {
    switch (control) {
      case END -> end();
      case FINALIZE -> {
        if (stage != Stage.OPENING) {
          input.finish();
        }
      }
      case KEEPALIVE -> {
        if (stage != Stage.OPENING) {
          input.keepAlive();
        }
      }
    }
  }

  private void end() {
    if (stage == Stage.OVER) {
      return;
    }
    if (stage == Stage.OPENING) {
      begin(configs.standard(query), Stage.RAW);
    }
    stage = Stage.OVER;
    Objects.requireNonNull(audio).end();
    input.end();
  }

  private static SttStreamRequest parse(byte[] bytes, int offset, int length) {
    try {
      return SttStreamRequest.parser().parsePartialFrom(bytes, offset, length);
    } catch (InvalidProtocolBufferException e) {
      throw FrameRejected.malformed("Invalid protobuf");
    }
  }

  private static byte[] copy(byte[] bytes, int offset, int length) {
    return Arrays.copyOfRange(bytes, offset, offset + length);
  }
}
