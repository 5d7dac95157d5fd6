package ai.bizcrush.extapi.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ai.bizcrush.extapi.media.AudioRejected.Reason;
import ai.bizcrush.extapi.shared.ErrorCode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that are not what they are said to be, or that want more than they should have. */
class HostileFileTests {

  private static final byte[] TONE = Tones.glide(Duration.ofSeconds(2));

  @TempDir Path folder;

  private final RealMedia media = RealMedia.standard();
  private Path output;

  @BeforeEach
  void nameTheOutput() {
    output = folder.resolve("out.pcm");
  }

  @Test
  void anEmptyFileIsEmpty() throws Exception {
    assertRejected(new byte[0], Reason.EMPTY);
  }

  @Test
  void aWavFileWithoutASampleIsRefused() throws Exception {
    assertRejected(WavHeader.of(0), Reason.EMPTY, Reason.UNDECODABLE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "hello",
        "This is the transcript of a meeting that nobody recorded. ",
        "<svg xmlns=\"http://www.w3.org/2000/svg\"><rect width=\"9\" height=\"9\"/></svg>",
        "%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n",
        "1\n00:00:00,000 --> 00:00:09,000\nA subtitle\n\n",
        "WEBVTT\n\n00:00.000 --> 00:09.000\nA subtitle\n",
        "<!DOCTYPE html><html><body>404 Not Found</body></html>",
        "{\"success\":false,\"error\":\"Not found\"}",
        "GIF89a\u0001\u0000\u0001\u0000\u0000\u0000\u0000;",
        "ID3\u0003\u0000\u0000\u0000\u0000\u0000\u0000 but no sound"
      })
  void textAndPicturesAreNotAudio(String content) throws Exception {
    assertRejected(content.getBytes(StandardCharsets.ISO_8859_1), Reason.NOT_AUDIO);
    assertRejected(
        content.repeat(3000).getBytes(StandardCharsets.ISO_8859_1),
        Reason.NOT_AUDIO,
        Reason.UNDECODABLE,
        Reason.EMPTY);
  }

  @Test
  void archivesAreNotAudioEvenWithAudioInside() throws Exception {
    byte[] wav = Files.readAllBytes(RealMedia.make(folder.resolve("a.wav"), TONE));
    var zip = new ByteArrayOutputStream();
    try (var entries = new ZipOutputStream(zip)) {
      entries.putNextEntry(new ZipEntry("a.wav"));
      entries.write(wav);
    }
    var gzip = new ByteArrayOutputStream();
    try (OutputStream compressed = new GZIPOutputStream(gzip)) {
      compressed.write(wav);
    }

    assertRejected(zip.toByteArray(), Reason.NOT_AUDIO);
    assertRejected(gzip.toByteArray(), Reason.NOT_AUDIO);
    assertRejected(tar("a.wav", wav), Reason.NOT_AUDIO);
  }

  @Test
  void aVideoWithoutSoundHasNoAudioTrack() throws Exception {
    Path video = folder.resolve("a.mp4");
    RealMedia.ffmpeg(
        List.of(
            "-f", "lavfi", "-i", "testsrc=s=64x64:d=1", "-c:v", "libopenh264", video.toString()));

    assertRejected(Files.readAllBytes(video), Reason.NO_AUDIO_TRACK);
  }

  @Test
  void anMpeg4FileThatBreaksOffBeforeItsIndexIsNotAudio() throws Exception {
    byte[] whole = Files.readAllBytes(RealMedia.make(folder.resolve("a.m4a"), TONE, "-c:a", "aac"));

    assertRejected(Arrays.copyOf(whole, whole.length / 2), Reason.NOT_AUDIO);
  }

  @Test
  void randomBytesAreRefusedOrDecodedButNeverBreakAnything() throws Exception {
    for (long seed = 1; seed <= 12; seed++) {
      Path input = Files.write(folder.resolve("noise"), Tones.noise(50_000, seed));
      try {
        assertThat(media.decoder().decode(input, output).samples()).isPositive();
      } catch (AudioRejected e) {
        assertThat(output).as("seed %d", seed).doesNotExist();
      }
    }
  }

  @Test
  void aDamagedFileIsRefusedOrDecodedButNeverBreaksAnything() throws Exception {
    String[][] kinds = {
      {"ogg", "libopus"}, {"m4a", "aac"}, {"mp3", "libmp3lame"}, {"flac", "flac"}
    };
    for (String[] kind : kinds) {
      Path made = RealMedia.make(folder.resolve("a." + kind[0]), TONE, "-c:a", kind[1]);
      byte[] bytes = Files.readAllBytes(made);
      byte[] noise = Tones.noise(bytes.length, 7);
      for (int i = 40; i < bytes.length; i += 97) {
        bytes[i] = noise[i];
      }
      Path input = Files.write(folder.resolve("damaged"), bytes);
      try {
        assertThat(media.decoder().decode(input, output).samples()).isPositive();
      } catch (AudioRejected e) {
        assertThat(output).as(kind[0]).doesNotExist();
      }
    }
  }

  @Test
  void aPlaylistNeverOpensAnotherFile() throws Exception {
    Path canary = RealMedia.make(folder.resolve("canary.wav"), TONE);
    String uri = canary.toUri().toString();
    for (String script :
        new String[] {
          "#EXTM3U\n#EXT-X-TARGETDURATION:9\n#EXTINF:9,\n" + canary + "\n#EXT-X-ENDLIST\n",
          "#EXTM3U\n#EXT-X-TARGETDURATION:9\n#EXTINF:9,\n" + uri + "\n#EXT-X-ENDLIST\n",
          "ffconcat version 1.0\nfile '" + canary + "'\n",
          "ffconcat version 1.0\nfile file:" + canary + "\n",
          "v=0\no=- 0 0 IN IP4 127.0.0.1\ns=x\nm=audio 9 RTP/AVP 0\n",
          "<?xml version=\"1.0\"?><MPD xmlns=\"urn:mpeg:dash:schema:mpd:2011\"><Period>"
              + "<AdaptationSet mimeType=\"audio/wav\"><Representation id=\"1\"><BaseURL>"
              + uri
              + "</BaseURL></Representation></AdaptationSet></Period></MPD>",
          "[playlist]\nFile1=" + canary + "\n",
        }) {
      assertRejected(script.getBytes(StandardCharsets.UTF_8), Reason.NOT_AUDIO);
    }
  }

  @Test
  void aPlaylistNeverOpensAConnection() throws Exception {
    try (var server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      String url = "http://127.0.0.1:" + server.getLocalPort() + "/a.wav";
      for (String script :
          new String[] {
            "#EXTM3U\n#EXT-X-TARGETDURATION:9\n#EXTINF:9,\n" + url + "\n#EXT-X-ENDLIST\n",
            "#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=1\n" + url + "\n",
            "ffconcat version 1.0\nfile " + url + "\n",
            "<?xml version=\"1.0\"?><MPD xmlns=\"urn:mpeg:dash:schema:mpd:2011\"><Period>"
                + "<AdaptationSet mimeType=\"audio/wav\"><Representation id=\"1\"><BaseURL>"
                + url
                + "</BaseURL></Representation></AdaptationSet></Period></MPD>",
          }) {
        assertRejected(script.getBytes(StandardCharsets.UTF_8), Reason.NOT_AUDIO);
      }

      server.setSoTimeout(100);

      assertThatExceptionOfType(SocketTimeoutException.class).isThrownBy(server::accept);
    }
  }

  /** Shows that the canaries sing: ffmpeg without the cage opens what a playlist names. */
  @Test
  void withoutTheWhiteListsAPlaylistWouldOpenAnotherFile() throws Exception {
    Path canary = RealMedia.make(folder.resolve("canary.wav"), TONE);
    Path script = folder.resolve("script");
    Files.writeString(script, "ffconcat version 1.0\nfile " + canary.getFileName() + "\n");

    RealMedia.ffmpeg(List.of("-i", script.toString(), folder + "/opened.wav"));

    assertThat(Files.size(folder.resolve("opened.wav"))).isGreaterThan(TONE.length);
  }

  private void assertRejected(byte[] content, Reason... reasons) throws IOException {
    Path input = Files.write(folder.resolve("hostile"), content);
    assertThatExceptionOfType(AudioRejected.class)
        .isThrownBy(() -> media.decoder().decode(input, output))
        .satisfies(e -> assertThat(e.reason()).isIn((Object[]) reasons))
        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT));
    assertThat(output).doesNotExist();
  }

  private static byte[] tar(String name, byte[] content) throws IOException {
    byte[] header = new byte[512];
    put(header, 0, name);
    put(header, 100, "0000644");
    put(header, 108, "0000000");
    put(header, 116, "0000000");
    put(header, 124, String.format("%011o", content.length));
    put(header, 136, "00000000000");
    put(header, 148, "        ");
    header[156] = '0';
    put(header, 257, "ustar");
    put(header, 263, "00");
    int sum = 0;
    for (byte b : header) {
      sum += b & 0xff;
    }
    put(header, 148, String.format("%06o", sum));
    var tar = new ByteArrayOutputStream();
    tar.write(header);
    tar.write(content);
    tar.write(new byte[1024 + 511 - (content.length + 511) % 512]);
    return tar.toByteArray();
  }

  private static void put(byte[] target, int at, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(bytes, 0, target, at, bytes.length);
  }
}
