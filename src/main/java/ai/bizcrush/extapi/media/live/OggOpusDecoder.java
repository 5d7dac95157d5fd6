package ai.bizcrush.extapi.media.live;

import ai.bizcrush.extapi.media.AudioRejected;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Decodes Opus in Ogg (RFC 7845) that arrives in pieces of any size, as it arrives. Streams that
 * follow one another are decoded one after the other.
 */
public final class OggOpusDecoder implements LiveOpus {

  private static final byte[] TAGS = "OpusTags".getBytes(StandardCharsets.US_ASCII);

  private final OggPackets packets = new OggPackets(OpusHead.signature(), this::packet);
  private final OpusStream stream;

  private boolean audioBegan;

  public OggOpusDecoder(PcmSink sink) {
    stream = new OpusStream(sink);
  }

  /**
   * {@inheritDoc}
   *
   * @throws AudioRejected malformed: a packet is not Opus, or next to nothing is Ogg; unsupported:
   *     more than two channels, or an Opus yet to come; too costly
   */
  @Override
  public int feed(byte[] bytes, int offset, int length) {
    return stream.feed(packets::feed, bytes, offset, length);
  }

  @Override
  public boolean isBehind() {
    return stream.isBehind();
  }

  @Override
  public int catchUp() {
    return stream.catchUp();
  }

  private void packet(byte[] bytes, int offset, int length, boolean first) {
    if (first) {
      stream.begin(OpusHead.parse(bytes, offset, length));
      audioBegan = false;
    } else if (audioBegan || !isTags(bytes, offset, length)) {
      audioBegan = true;
      stream.packet(bytes, offset, length);
    }
  }

  private static boolean isTags(byte[] packet, int offset, int length) {
    return length >= TAGS.length
        && Arrays.equals(packet, offset, offset + TAGS.length, TAGS, 0, TAGS.length);
  }
}
