package ai.bizcrush.extapi;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.NullUnmarked;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.util.FileSystemUtils;

/**
 * The whole request path over loopback, client and server and PostgreSQL on the same machine: a
 * kept-alive connection, the key check, a small JSON body, and no query or one query by an index.
 */
@NullUnmarked // JMH fills the fields in
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 2, time = 5)
@Measurement(iterations = 3, time = 5)
@Fork(1)
@Threads(1)
public class RequestPathBenchmark {

  private static final String KEY = "sk-prod-benchmark-key-that-is-long-enough-00";

  private ConfigurableApplicationContext service;
  private Path data;
  private int port;

  @Setup(Level.Trial)
  public void start() throws IOException {
    data = Files.createTempDirectory("extapi-bench");
    service =
        SpringApplication.run(
            Extapi.class,
            "--server.port=0",
            "--extapi.site.port=0",
            "--management.server.port=0",
            "--extapi.data-dir=" + data,
            "--extapi.limits.requests-per-second=0",
            "--logging.level.root=warn",
            "--extapi.provisioning.users[0].email=bench@example.com",
            "--extapi.provisioning.users[0].display-name=Bench",
            "--extapi.provisioning.users[0].password=not-used-here",
            "--extapi.provisioning.users[0].api-keys[0].name=bench",
            "--extapi.provisioning.users[0].api-keys[0].key=" + KEY);
    port = service.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
  }

  @TearDown(Level.Trial)
  public void stop() throws IOException {
    service.close();
    FileSystemUtils.deleteRecursively(data);
  }

  /** A connection a thread. */
  @State(Scope.Thread)
  public static class Client {

    private Socket socket;
    private InputStream in;

    @Setup(Level.Trial)
    public void connect(RequestPathBenchmark server) throws IOException {
      socket = new Socket("127.0.0.1", server.port);
      socket.setTcpNoDelay(true);
      in = new BufferedInputStream(socket.getInputStream());
    }

    @TearDown(Level.Trial)
    public void close() throws IOException {
      socket.close();
    }

    int exchange(byte[] request) throws IOException {
      socket.getOutputStream().write(request);
      int length = 0;
      int status = Integer.parseInt(line().substring(9, 12));
      for (String header = line(); !header.isEmpty(); header = line()) {
        if (header.regionMatches(true, 0, "content-length:", 0, 15)) {
          length = Integer.parseInt(header.substring(15).strip());
        }
      }
      in.skipNBytes(length);
      return status;
    }

    private String line() throws IOException {
      var line = new StringBuilder();
      for (int c = in.read(); c != '\n'; c = in.read()) {
        if (c < 0) {
          throw new IOException("closed");
        }
        if (c != '\r') {
          line.append((char) c);
        }
      }
      return line.toString();
    }
  }

  private static byte[] post(String key, String body) {
    return ("POST /v1/stt/result HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
            + "X-API-Key: "
            + key
            + "\r\nContent-Length: "
            + body.length()
            + "\r\n\r\n"
            + body)
        .getBytes(StandardCharsets.US_ASCII);
  }

  private static final byte[] QUERY = post(KEY, "{\"session_id\":\"there-is-none\"}");
  private static final byte[] INVALID = post(KEY, "{\"other\":1}");

  /** Key, body, one query: 404, since the session is unknown. */
  @Benchmark
  public int keyBodyAndQuery(Client client) throws IOException {
    return expect(404, client.exchange(QUERY));
  }

  /** Key and body alone: 400, since a field is missing. */
  @Benchmark
  public int keyAndBody(Client client) throws IOException {
    return expect(400, client.exchange(INVALID));
  }

  private static int expect(int status, int got) {
    if (got != status) {
      throw new IllegalStateException("status " + got);
    }
    return got;
  }
}
