package ai.bizcrush.extapi.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import ai.bizcrush.extapi.media.AudioRejected.Reason;
import ai.bizcrush.extapi.shared.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How processes are caged, ended and judged. */
class FfmpegTests {

  private static final String STALL = "echo $$ > %s; printf abcd; exec sleep 600";

  @TempDir Path folder;

  private Path input;
  private Path output;
  private Path pid;

  @BeforeEach
  void makeAnInput() throws IOException {
    input = Files.write(folder.resolve("in.wav"), WavHeader.of(0));
    output = folder.resolve("out.pcm");
    pid = folder.resolve("pid");
  }

  @Test
  void aProcessIsCaged() throws Exception {
    RealMedia media =
        doing("ulimit -c; ulimit -t; ulimit -v; ulimit -f; env; ls -A; echo :$(pwd)", Map.of());

    media.decoder().decode(input, output);

    List<String> lines = Files.readAllLines(output);
    assertThat(lines.subList(0, 3)).containsExactly("0", "60", "1048576");
    assertThat(Long.parseLong(lines.get(3))).isBetween(1_125_000L, 1_126_000L);
    assertThat(lines.subList(4, lines.size() - 1))
        .allMatch(line -> line.matches("(LC_ALL|MALLOC_ARENA_MAX|PWD|OLDPWD|SHLVL|_)=.*"));
    assertThat(Path.of(lines.getLast().substring(1))).doesNotExist();
  }

  @Test
  void anInterruptLeavesNoProcessAndNoFile() throws Exception {
    RealMedia media = doing(STALL.formatted(pid), Map.of());
    var decoding = new FutureTask<>(() -> media.decoder().decode(input, output));
    Thread thread = Thread.ofVirtual().start(decoding);
    long process = processOnceItRuns();

    thread.interrupt();

    assertThatThrownBy(decoding::get).hasCauseInstanceOf(InterruptedException.class);
    assertGone(process);
    assertThat(output).doesNotExist();
  }

  @Test
  void closingEndsWhatRuns() throws Exception {
    RealMedia media = doing(STALL.formatted(pid), Map.of());
    var decoding = new FutureTask<>(() -> media.decoder().decode(input, output));
    Thread.ofVirtual().start(decoding);
    long process = processOnceItRuns();

    media.ffmpeg().destroy();

    assertThatThrownBy(decoding::get).hasCauseInstanceOf(MediaOverloaded.class);
    assertGone(process);
    assertThat(output).doesNotExist();
  }

  @Test
  void aCallThatFindsAllProcessesBusyIsRefusedAfterAWait() throws Exception {
    RealMedia media =
        doing(STALL.formatted(pid), Map.of("processes", "1", "queue", "1", "queue-wait", "500ms"));
    var decoding = new FutureTask<>(() -> media.decoder().decode(input, output));
    Thread busy = Thread.ofVirtual().start(decoding);
    processOnceItRuns();
    var waiting = new FutureTask<>(() -> media.probe().probe(input));
    Thread.ofVirtual().start(waiting);

    assertThatThrownBy(waiting::get).hasCauseInstanceOf(MediaOverloaded.class);
    assertThatExceptionOfType(MediaOverloaded.class)
        .isThrownBy(() -> media.probe().probe(input))
        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.UNAVAILABLE))
        .satisfies(e -> assertThat(e.retryAfter()).isPositive());

    busy.interrupt();
    assertThatThrownBy(decoding::get).hasCauseInstanceOf(InterruptedException.class);
    assertThat(media.probe().probe(input).codec()).isEqualTo("pcm_s16le");
  }

  @Test
  void aFileThatEatsItsCpuTimeIsTooCostly() throws Exception {
    RealMedia media =
        doing(
            "while :; do :; done",
            Map.of("cpu-time", "1s", "cpu-time-per-mebibyte", "0s", "wall-factor", "60"));

    assertRejected(media, Reason.TOO_COSTLY);
  }

  @Test
  void aProcessThatTakesTooLongByTheClockMeansThatTheMachineIsBusy() throws Exception {
    RealMedia media = doing(STALL.formatted(pid), Map.of("cpu-time", "1s", "wall-factor", "1"));

    assertThatExceptionOfType(MediaOverloaded.class)
        .isThrownBy(() -> media.decoder().decode(input, output));
    assertGone(processOnceItRuns());
    assertThat(output).doesNotExist();
  }

  @Test
  void aFileThatNeedsTooMuchMemoryIsTooCostly() throws Exception {
    assertRejected(doing("exit 244", Map.of()), Reason.TOO_COSTLY);
    assertRejected(doing("kill -9 $$", Map.of()), Reason.TOO_COSTLY);
  }

  @Test
  void aFileThatCrashesTheDecoderIsUndecodable() throws Exception {
    assertRejected(doing("kill -11 $$", Map.of()), Reason.UNDECODABLE);
    assertRejected(doing("exit 183", Map.of()), Reason.UNDECODABLE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"exit 126", "exit 127", "exit 228"})
  void whatIsOurFaultIsNotBlamedOnTheFile(String behaviour) throws Exception {
    RealMedia media = doing(behaviour, Map.of());

    assertThatExceptionOfType(MediaBroken.class)
        .isThrownBy(() -> media.decoder().decode(input, output))
        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.INTERNAL));
    assertThat(output).doesNotExist();
  }

  @Test
  void aProcessNeverWritesMoreThanTheLongestRecording() throws Exception {
    RealMedia media = doing("exec cat /dev/zero", Map.of("longest", "1s"));

    assertThatExceptionOfType(AudioTooLong.class)
        .isThrownBy(() -> media.decoder().decode(input, output));
    assertThat(output).doesNotExist();
  }

  @Test
  void aMissingFfmpegIsOurFaultUntilItIsThere() throws Exception {
    Path home = Files.createDirectory(folder.resolve("nothing"));
    RealMedia media = RealMedia.with(Map.of("ffmpeg-home", home.toString()));
    assertThatExceptionOfType(MediaBroken.class).isThrownBy(() -> media.probe().probe(input));

    Files.copy(RealMedia.standard().ffmpeg().home().ffmpeg(), home.resolve("ffmpeg"));
    assertThatExceptionOfType(MediaBroken.class).isThrownBy(() -> media.probe().probe(input));

    Files.delete(home.resolve("ffmpeg"));
    Path script = home.resolve("ffmpeg");
    Files.writeString(script, "#!/bin/sh\nexit 0\n");
    assertThat(script.toFile().setExecutable(true)).isTrue();
    assertThat(media.ffmpeg().home().ffmpeg()).isEqualTo(script.toAbsolutePath());
  }

  @Test
  void messagesTellNothingOfFilesAndPrograms() throws Exception {
    for (String behaviour : new String[] {"exit 183", "exit 228", "kill -9 $$"}) {
      RealMedia media = doing("echo secret >&2; " + behaviour, Map.of());

      assertThatThrownBy(() -> media.decoder().decode(input, output))
          .message()
          .doesNotContainIgnoringCase("ffmpeg")
          .doesNotContain("secret", "in.wav", "/");
    }
  }

  private RealMedia doing(String behaviour, Map<String, String> properties) throws IOException {
    return ScriptedFfmpeg.doing(folder, behaviour, properties);
  }

  private void assertRejected(RealMedia media, Reason reason) {
    assertThatExceptionOfType(AudioRejected.class)
        .isThrownBy(() -> media.decoder().decode(input, output))
        .satisfies(e -> assertThat(e.reason()).isEqualTo(reason));
    assertThat(output).doesNotExist();
  }

  private long processOnceItRuns() throws IOException {
    await().atMost(Duration.ofSeconds(20)).until(() -> Files.exists(pid) && Files.size(pid) > 1);
    return Long.parseLong(Files.readString(pid).trim());
  }

  private static void assertGone(long process) {
    assertThat(ProcessHandle.of(process).map(ProcessHandle::isAlive).orElse(false)).isFalse();
  }
}
