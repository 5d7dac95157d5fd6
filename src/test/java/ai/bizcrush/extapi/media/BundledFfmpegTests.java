package ai.bizcrush.extapi.media;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BundledFfmpegTests {

  @TempDir Path directory;

  @Test
  void severalThatStartAtOnceShareOneCompleteFolder() throws Exception {
    try (var threads = Executors.newFixedThreadPool(3)) {
      Callable<FfmpegHome> unpack = () -> BundledFfmpeg.unpackedIn(directory);
      List<Future<FfmpegHome>> homes = threads.invokeAll(List.of(unpack, unpack, unpack));

      for (Future<FfmpegHome> home : homes) {
        assertThat(home.get().starts()).isTrue();
      }
    }

    List<Path> left = filesIn(directory);
    assertThat(left).singleElement().satisfies(BundledFfmpegTests::isOwnersAlone);
    assertThat(filesIn(left.getFirst())).isNotEmpty().allSatisfy(BundledFfmpegTests::isOwnersAlone);
  }

  @Test
  void aFolderThatOthersMayWriteToIsRefused() throws Exception {
    BundledFfmpeg.unpackedIn(directory);
    Path folder = filesIn(directory).getFirst();
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));

    assertThatIOException().isThrownBy(() -> BundledFfmpeg.unpackedIn(directory));
  }

  /** With the stand-ins first on its path it takes no device library from the machine. */
  @Test
  void itNeedsNoDeviceLibraryOfTheMachine() throws Exception {
    Path folder = unpacked();
    FfmpegHome home = BundledFfmpeg.withStandIns(folder);

    Map<String, String> loaded = librariesOf(home);

    for (String library :
        List.of("libxcb.so.1", "libxcb-shm.so.0", "libasound.so.2", "libpulse.so.0")) {
      assertThat(loaded.get(library)).as(library).startsWith(folder.toString());
    }
    assertThat(loaded.values())
        .filteredOn(path -> !path.startsWith(folder.toString()))
        .allMatch(path -> path.matches(".*/(libc|libm|libstdc\\+\\+|libgcc_s|ld-linux).*"));
    assertThat(home.starts()).isTrue();
  }

  @Test
  void itDecodesWithStandIns() throws Exception {
    Path folder = unpacked();
    FfmpegHome home = BundledFfmpeg.withStandIns(folder);
    byte[] tone = Tones.glide(Duration.ofSeconds(1));
    Path input = RealMedia.make(directory.resolve("a.m4a"), tone, "-c:a", "aac");
    Path output = directory.resolve("out.pcm");
    var builder =
        new ProcessBuilder(
                home.ffmpeg().toString(),
                "-nostdin",
                "-v",
                "quiet",
                "-i",
                input.toString(),
                "-ar",
                "16000",
                "-f",
                "s16le",
                output.toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD);
    home.prepare(builder.environment());

    assertThat(builder.start().waitFor()).isZero();

    assertThat(Tones.likeness(tone, Files.readAllBytes(output))).isGreaterThan(0.9);
  }

  private static Path unpacked() throws InterruptedException {
    return requireNonNull(RealMedia.standard().ffmpeg().home().ffmpeg().getParent());
  }

  /** What the loader finds for each name, as {@code ldd} asks it. */
  private static Map<String, String> librariesOf(FfmpegHome home) throws IOException {
    var builder = new ProcessBuilder(home.ffmpeg().toString());
    home.prepare(builder.environment());
    builder.environment().put("LD_TRACE_LOADED_OBJECTS", "1");
    Process process = builder.redirectError(ProcessBuilder.Redirect.DISCARD).start();
    try (Stream<String> lines = process.inputReader().lines()) {
      return lines
          .map(line -> line.trim().split(" "))
          .filter(words -> words.length > 2 && words[1].equals("=>"))
          .collect(
              Collectors.toMap(words -> words[0], words -> words[2], (first, second) -> first));
    }
  }

  private static void isOwnersAlone(Path file) {
    assertThat(file)
        .satisfies(
            it ->
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(it)))
                    .isEqualTo("rwx------"));
  }

  private static List<Path> filesIn(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }
}
