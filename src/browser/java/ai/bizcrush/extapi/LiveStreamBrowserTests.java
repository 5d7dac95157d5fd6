package ai.bizcrush.extapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * A page that has a microphone, in a real browser: it buys a token with the API key, records with
 * {@code MediaRecorder} or reads samples, and streams. The microphone plays the sample recording.
 */
@NullUnmarked // JUnit fills the fields in
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LiveStreamBrowserTests {

  private static final String KEY = "sk-prod-browser-key-that-is-long-enough-0000";
  private static final Path SAMPLE = Path.of("samples", "hello.wav").toAbsolutePath();

  private static final String PAGE =
      """
      <!doctype html><title>microphone</title><script>
      async function stream(base, key, encoding, seconds) {
        const reply = await fetch(`${base}/v1/stt/token`, {
          method: 'POST', headers: {'X-API-Key': key, 'Content-Type': 'application/json'}, body: '{}'});
        const {token} = await reply.json();
        const url = `${base.replace('http', 'ws')}/v1/stt/stream?format=json&token=${token}`;
        const socket = new WebSocket(url);
        socket.binaryType = 'arraybuffer';
        const heard = {connected: null, interims: 0, finals: [], error: null, code: 0};
        const closed = new Promise(done => socket.onclose = e => { heard.code = e.code; done(); });
        socket.onmessage = e => {
          const frame = JSON.parse(e.data);
          if ('connected' in frame) heard.connected = frame.connected;
          if (frame.error) heard.error = frame.error.code;
          if (frame.chunk && frame.chunk.is_final) heard.finals.push(frame.chunk.text);
          if (frame.chunk && !frame.chunk.is_final) heard.interims++;
        };
        await new Promise(done => socket.onopen = done);
        socket.send(JSON.stringify({encoding, session_id: 'browser', language_hints: ['en']}));
        const media = await navigator.mediaDevices.getUserMedia({audio: true});
        const stop = await (encoding === 'opus' ? record : sample)(media, socket);
        await new Promise(done => setTimeout(done, seconds * 1000));
        await stop();
        socket.send(new ArrayBuffer(0));
        await closed;
        return heard;
      }
      async function record(media, socket) {
        const recorder = new MediaRecorder(media, {mimeType: 'audio/webm;codecs=opus'});
        let sending = Promise.resolve();
        recorder.ondataavailable = e => {
          sending = sending.then(() => e.data.arrayBuffer()).then(b => { if (b.byteLength) socket.send(b); });
        };
        recorder.start(200);
        return () => new Promise(done => {
          recorder.onstop = () => setTimeout(() => sending.then(done), 300);
          recorder.stop();
        });
      }
      async function sample(media, socket) {
        const context = new AudioContext({sampleRate: 16000});
        const code = `registerProcessor('pcm', class extends AudioWorkletProcessor {
          process([[samples]]) {
            if (samples) this.port.postMessage(Int16Array.from(samples, s => Math.max(-1, Math.min(1, s)) * 32767).buffer);
            return true;
          }
        })`;
        await context.audioWorklet.addModule(URL.createObjectURL(new Blob([code], {type: 'text/javascript'})));
        const worklet = new AudioWorkletNode(context, 'pcm');
        worklet.port.onmessage = e => socket.send(e.data);
        context.createMediaStreamSource(media).connect(worklet);
        return () => context.close();
      }
      </script>
      """;

  @TempDir private Path data;
  private ConfigurableApplicationContext service;
  private HttpServer pages;
  private Playwright playwright;
  private Browser browser;

  @BeforeAll
  void start() throws IOException {
    service =
        SpringApplication.run(
            Extapi.class,
            "--server.port=0",
            "--extapi.site.port=0",
            "--management.server.port=0",
            "--extapi.data-dir=" + data,
            "--extapi.provisioning.users[0].email=ann@example.org",
            "--extapi.provisioning.users[0].api-keys[0].name=browser",
            "--extapi.provisioning.users[0].api-keys[0].key=" + KEY);
    pages = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    pages.createContext(
        "/",
        exchange -> {
          byte[] page = PAGE.getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
          exchange.sendResponseHeaders(200, page.length);
          exchange.getResponseBody().write(page);
          exchange.close();
        });
    pages.start();
    playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    browser =
        playwright
            .chromium()
            .launch(
                new BrowserType.LaunchOptions()
                    .setExecutablePath(Path.of(System.getProperty("browser")))
                    .setArgs(
                        List.of(
                            "--no-sandbox",
                            "--use-fake-ui-for-media-stream",
                            "--use-fake-device-for-media-stream",
                            "--use-file-for-fake-audio-capture=" + SAMPLE,
                            "--autoplay-policy=no-user-gesture-required")));
  }

  @AfterAll
  void stop() {
    browser.close();
    playwright.close();
    pages.stop(0);
    service.close();
  }

  @Test
  void aPageStreamsWhatItRecords() {
    understood(stream("opus"));
  }

  @Test
  void aPageStreamsSamples() {
    understood(stream("pcm16"));
  }

  private Map<?, ?> stream(String encoding) {
    String base = "http://localhost:" + service.getEnvironment().getProperty("local.server.port");
    try (Page page = browser.newPage()) {
      page.setDefaultTimeout(90_000);
      page.navigate("http://localhost:" + pages.getAddress().getPort() + "/");
      return (Map<?, ?>)
          page.evaluate(
              "([base, key, encoding]) => stream(base, key, encoding, 12)",
              List.of(base, KEY, encoding));
    }
  }

  /** The recording repeats for as long as the microphone is open. */
  private static void understood(Map<?, ?> heard) {
    assertThat(heard.get("error")).isNull();
    assertThat(heard.get("connected")).isEqualTo(true);
    assertThat(heard.get("code")).isEqualTo(1000);
    assertThat((Integer) heard.get("interims")).isPositive();
    assertThat(heard.get("finals").toString().toLowerCase(Locale.ROOT)).contains("meeting");
  }
}
