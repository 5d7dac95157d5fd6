package ai.bizcrush.extapi;

import static org.awaitility.Awaitility.await;

import ai.bizcrush.extapi.web.Http;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The service as a process of its own, to be killed. */
public final class ServiceProcess implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private final Process process;
  private final Path log;
  private final int port;
  private final int sitePort;
  private final int managementPort;

  private ServiceProcess(Process process, Path log, int port, int sitePort, int managementPort) {
    this.process = process;
    this.log = log;
    this.port = port;
    this.sitePort = sitePort;
    this.managementPort = managementPort;
  }

  /** Starts it; {@link #awaitReady} waits until it serves. */
  public static ServiceProcess start(
      Path folder, Map<String, String> settings, String... jvmOptions) throws IOException {
    Files.createDirectories(folder);
    int port = freePort();
    int sitePort = freePort();
    int managementPort = freePort();
    var command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-XX:TieredStopAtLevel=1",
                "-Xmx768m"));
    command.addAll(List.of(jvmOptions));
    command.addAll(
        List.of(
            "-cp",
            System.getProperty("java.class.path"),
            Extapi.class.getName(),
            "--server.port=" + port,
            "--extapi.site.port=" + sitePort,
            "--management.server.port=" + managementPort,
            "--extapi.data-dir=" + folder.resolve("data")));
    settings.forEach((name, value) -> command.add("--" + name + "=" + value));
    Path log = Files.createTempFile(folder, "service", ".log");
    var process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    return new ServiceProcess(process, log, port, sitePort, managementPort);
  }

  public ServiceProcess awaitReady() {
    await()
        .atMost(PATIENCE)
        .until(
            () -> {
              if (!process.isAlive()) {
                throw new AssertionError("the service ended:\n" + output());
              }
              return output().contains("extapi serves");
            });
    return this;
  }

  /** Of the API. */
  public int port() {
    return port;
  }

  public Http http() {
    return new Http(port);
  }

  public Http site() {
    return new Http(sitePort);
  }

  public Http management() {
    return new Http(managementPort);
  }

  public String output() throws IOException {
    return Files.readString(log);
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  public ProcessHandle handle() {
    return process.toHandle();
  }

  /** SIGKILL: no hook runs. */
  public void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** SIGTERM, and the exit code. */
  public int terminate() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      throw new AssertionError("the service does not stop");
    }
    return process.exitValue();
  }

  @Override
  public void close() throws InterruptedException {
    if (process.isAlive()) {
      process.destroy();
      if (!process.waitFor(60, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    }
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
