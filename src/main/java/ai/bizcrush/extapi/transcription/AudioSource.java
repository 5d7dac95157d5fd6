package ai.bizcrush.extapi.transcription;

import ai.bizcrush.extapi.web.Upload;
import org.jspecify.annotations.Nullable;

/** Where the audio of a request comes from. */
sealed interface AudioSource {

  /** A URL that a user named. */
  record Remote(String url) implements AudioSource {
    @Override
    public String identity() {
      return "url " + url;
    }
  }

  /** A file that came with the request. */
  record Sent(Upload upload) implements AudioSource {
    @Override
    public String identity() {
      return "sha256 " + upload.sha256();
    }
  }

  /** Equal for equal audio, as far as can be told without fetching it. */
  String identity();

  static AudioSource of(@Nullable Upload upload, @Nullable String url) {
    if (upload != null) {
      return new Sent(upload);
    }
    if (url == null) {
      throw new IllegalArgumentException("neither a file nor a URL");
    }
    return new Remote(url);
  }
}
