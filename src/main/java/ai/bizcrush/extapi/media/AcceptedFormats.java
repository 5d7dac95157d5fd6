package ai.bizcrush.extapi.media;

import java.util.List;

/**
 * What ffmpeg may open. Everything else it knows (playlists, manifests, subtitles, images, devices,
 * archives of games, and every decoder of pictures) is out of reach of a hostile file.
 */
final class AcceptedFormats {

  /** Containers that hold their own audio and refer to no other file, by demuxer. */
  static final List<String> CONTAINERS =
      List.of(
          "aac", "ac3", "aiff", "amr", "amrnb", "amrwb", "ape", "asf", "au", "avi", "caf", "dss",
          "dts", "eac3", "flac", "flv", "loas", "matroska", "mov", "mp3", "mpc", "mpc8", "mpeg",
          "mpegts", "mxf", "nistsphere", "ogg", "qcp", "rm", "tak", "tta", "voc", "w64", "wav",
          "wv");

  /** Decoders of sound. */
  static final List<String> DECODERS =
      List.of(
          "aac", "aac_latm", "ac3", "adpcm_ima_qt", "adpcm_ima_wav", "adpcm_ms", "adpcm_swf",
          "adpcm_yamaha", "alac", "als", "amrnb", "amrwb", "ape", "atrac3", "atrac3plus", "cook",
          "dca", "dss_sp", "eac3", "evrc", "flac", "g722", "g723_1", "g726", "g726le", "g729",
          "gsm", "gsm_ms", "ilbc", "mlp", "mp1", "mp1float", "mp2", "mp2float", "mp3", "mp3adufloat", "mp3float", "mp3on4float",
          "mpc7", "mpc8", "nellymoser", "opus", "pcm_alaw", "pcm_bluray", "pcm_dvd", "pcm_f32be",
          "pcm_f32le", "pcm_f64be", "pcm_f64le", "pcm_mulaw", "pcm_s16be", "pcm_s16be_planar",
          "pcm_s16le", "pcm_s16le_planar", "pcm_s24be", "pcm_s24le", "pcm_s24le_planar",
          "pcm_s32be", "pcm_s32le", "pcm_s32le_planar", "pcm_s64be", "pcm_s64le", "pcm_s8",
          "pcm_s8_planar", "pcm_u16be", "pcm_u16le", "pcm_u24be", "pcm_u24le", "pcm_u32be",
          "pcm_u32le", "pcm_u8", "qcelp", "qdm2", "real_144", "real_288",
          "shorten", "sipr", "speex", "tak", "truehd", "truespeech", "tta", "vorbis", "wavpack",
          "wmalossless", "wmapro", "wmav1", "wmav2", "wmavoice");

  private AcceptedFormats() {}

  /** The arguments that come before an input of unknown content on standard input. */
  static List<String> inputArguments() {
    return List.of(
        "-protocol_whitelist", "fd",
        "-format_whitelist", String.join(",", CONTAINERS),
        "-codec_whitelist", String.join(",", DECODERS),
        "-fd", "0");
  }
}
