package ai.bizcrush.extapi.media;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/**
 * The module's beans without a container, on the bundled ffmpeg, which is unpacked once a build;
 * and ffmpeg itself, uncaged, to make the files that tests need.
 */
public final class RealMedia {

  private final MediaSettings settings;
  private final Ffmpeg ffmpeg;
  private final AudioProbe probe;

  private RealMedia(MediaSettings settings) {
    this.settings = settings;
    this.ffmpeg = new Ffmpeg(settings);
    this.probe = new AudioProbe(ffmpeg, settings);
  }

  /** Everything at its default. */
  public static RealMedia standard() {
    return with(Map.of());
  }

  /** Some settings other than the defaults, without the prefix. */
  public static RealMedia with(Map<String, String> properties) {
    return new RealMedia(settings(properties));
  }

  static MediaSettings settings(Map<String, String> properties) {
    var source = new MapConfigurationPropertySource();
    source.put("extapi.media.directory", "target/media");
    properties.forEach((name, value) -> source.put("extapi.media." + name, value));
    return new Binder(source).bindOrCreate("extapi.media", MediaSettings.class);
  }

  public AudioDecoder decoder() {
    return new AudioDecoder(ffmpeg, probe, settings);
  }

  public AudioEncoder encoder() {
    return new AudioEncoder(ffmpeg, settings);
  }

  public AudioProbe probe() {
    return probe;
  }

  Ffmpeg ffmpeg() {
    return ffmpeg;
  }

  /** Encodes canonical PCM with any arguments of ffmpeg's; a second input may be among them. */
  public static Path make(Path file, byte[] pcm, String... arguments) throws Exception {
    Path raw = Files.createTempFile(file.getParent(), "tone", ".raw");
    Files.write(raw, pcm);
    var command = new ArrayList<>(List.of("-f", "s16le", "-ar", "16000", "-ac", "1"));
    command.addAll(List.of("-i", raw.toString()));
    command.addAll(Arrays.asList(arguments));
    command.add("file:" + file);
    ffmpeg(command);
    Files.delete(raw);
    return file;
  }

  /** Runs ffmpeg as it is, and fails when it does; what it said. */
  static String ffmpeg(List<String> arguments) throws IOException, InterruptedException {
    FfmpegHome home = standard().ffmpeg().home();
    var command =
        new ArrayList<>(List.of(home.ffmpeg().toString(), "-nostdin", "-y", "-hide_banner"));
    command.addAll(arguments);
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    home.prepare(builder.environment());
    Process process = builder.start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
      throw new AssertionError("ffmpeg failed: " + said);
    }
    return said;
  }
}
