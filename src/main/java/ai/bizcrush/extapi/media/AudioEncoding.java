package ai.bizcrush.extapi.media;

import java.util.List;

/** The formats that {@link AudioEncoder} writes. */
public enum AudioEncoding {
  /** Uncompressed; written without ffmpeg. */
  WAV("audio/wav", "wav", List.of()),
  /** Lossless. */
  FLAC("audio/flac", "flac", List.of("-c:a", "flac", "-f", "flac")),
  /** Opus for speech in an Ogg container. */
  OGG_OPUS(
      "audio/ogg",
      "ogg",
      List.of("-c:a", "libopus", "-application", "voip", "-b:a", "32k", "-f", "ogg")),
  /** AAC in an MPEG-4 container. */
  M4A_AAC("audio/mp4", "m4a", List.of("-c:a", "aac", "-b:a", "64k", "-f", "ipod"));

  private final String mediaType;
  private final String extension;

  @SuppressWarnings("ImmutableEnumChecker") // from List.of
  private final List<String> arguments;

  AudioEncoding(String mediaType, String extension, List<String> arguments) {
    this.mediaType = mediaType;
    this.extension = extension;
    this.arguments = arguments;
  }

  /** The Content-Type of such a file. */
  public String mediaType() {
    return mediaType;
  }

  /** What names of such files end in, without the dot. */
  public String extension() {
    return extension;
  }

  List<String> arguments() {
    return arguments;
  }
}
