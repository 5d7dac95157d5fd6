package ai.bizcrush.extapi.media;

import java.time.Duration;

/**
 * A file that was decoded to {@link CanonicalPcm}.
 *
 * @param samples how many samples there are, at least one
 * @param container the input's container by ffmpeg's name, {@code ogg}; one format under several
 *     names has them all, {@code mov,mp4,m4a,3gp,3g2,mj2}
 * @param codec the codec of the track that was decoded by ffmpeg's name, {@code opus}
 */
public record DecodedAudio(long samples, String container, String codec) {

  public Duration duration() {
    return CanonicalPcm.timeOf(samples);
  }
}
