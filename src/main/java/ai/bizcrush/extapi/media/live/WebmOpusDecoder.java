package ai.bizcrush.extapi.media.live;

import ai.bizcrush.extapi.media.AudioRejected;

/**
 * Decodes Opus in WebM, or in any other Matroska (RFC 9559), that arrives in pieces of any size, as
 * it arrives: what the {@code MediaRecorder} of a browser makes, which never knows how long its
 * parts will be. The first Opus track is taken. Recordings that follow one another are decoded one
 * after the other. The time stamps are not looked at: a pause of the recorder is no silence.
 */
public final class WebmOpusDecoder implements LiveOpus {

  private final WebmElements elements = new WebmElements(this::begin, this::content);
  private final WebmTracks tracks = new WebmTracks();
  private final OpusStream stream;

  /** The number of the track that is decoded; none before the first cluster. */
  private long track = WebmTracks.NONE;

  public WebmOpusDecoder(PcmSink sink) {
    stream = new OpusStream(sink);
  }

  /**
   * {@inheritDoc}
   *
   * @throws AudioRejected malformed: it is not WebM, or a packet is not Opus; unsupported: no track
   *     is Opus, or the one that is has more than two channels, or is encrypted or compressed; too
   *     costly
   */
  @Override
  public int feed(byte[] bytes, int offset, int length) {
    return stream.feed(elements::feed, bytes, offset, length);
  }

  @Override
  public boolean isBehind() {
    return stream.isBehind();
  }

  @Override
  public int catchUp() {
    return stream.catchUp();
  }

  private void begin(int id) {
    switch (id) {
      case WebmElements.EBML -> {
        tracks.clear();
        track = WebmTracks.NONE;
      }
      case WebmElements.TRACK_ENTRY -> tracks.next();
      case WebmElements.CLUSTER -> {
        if (track == WebmTracks.NONE) {
          track = tracks.opus();
          stream.begin(tracks.head());
        }
      }
      default -> {}
    }
  }

  private void content(int id, byte[] bytes, int offset, int length) {
    if (id == WebmElements.SIMPLE_BLOCK || id == WebmElements.BLOCK) {
      if (track != WebmTracks.NONE) {
        WebmBlock.split(bytes, offset, length, track, stream);
      }
    } else {
      tracks.take(id, bytes, offset, length);
    }
  }
}
