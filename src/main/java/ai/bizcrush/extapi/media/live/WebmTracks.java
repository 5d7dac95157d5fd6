package ai.bizcrush.extapi.media.live;

import ai.bizcrush.extapi.media.AudioRejected;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a WebM recording says of its tracks, and which of them is the one to hear. */
final class WebmTracks {

  static final long NONE = -1;

  private static final String OPUS = "A_OPUS";

  private long number;
  private String codec = "";
  private byte[] codecPrivate = {};
  private boolean encoded;

  private long opus = NONE;
  private @Nullable OpusHead head;

  WebmTracks() {
    clear();
  }

  /** Another recording begins. */
  void clear() {
    opus = NONE;
    head = null;
    forget();
  }

  /** The description of another track begins. */
  void next() {
    if (opus == NONE && codec.equals(OPUS)) {
      if (encoded) {
        throw new AudioRejected(AudioRejected.Reason.UNSUPPORTED);
      }
      opus = number;
      head = OpusHead.parse(codecPrivate, 0, codecPrivate.length);
    }
    forget();
  }

  /** A part of the description. */
  void take(int id, byte[] bytes, int offset, int length) {
    switch (id) {
      case WebmElements.TRACK_NUMBER -> number = WebmNumber.whole(bytes, offset, length);
      case WebmElements.CODEC_ID ->
          codec = new String(bytes, offset, length, StandardCharsets.ISO_8859_1).trim();
      case WebmElements.CODEC_PRIVATE ->
          codecPrivate = Arrays.copyOfRange(bytes, offset, offset + length);
      case WebmElements.CONTENT_ENCODINGS -> encoded = true;
      default -> {}
    }
  }

  /**
   * The number of the first Opus track, after all were described.
   *
   * @throws AudioRejected unsupported: there is none that can be decoded
   */
  long opus() {
    next();
    if (opus == NONE) {
      throw new AudioRejected(AudioRejected.Reason.UNSUPPORTED);
    }
    return opus;
  }

  /** How the Opus track begins. */
  OpusHead head() {
    return Objects.requireNonNull(head);
  }

  private void forget() {
    number = NONE;
    codec = "";
    codecPrivate = new byte[0];
    encoded = false;
  }
}
