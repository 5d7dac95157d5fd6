package ai.bizcrush.extapi.transcription.live.socket;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufAllocatorMetricProvider;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Clients that do not read what they are sent. */
class SlowReaderTests extends SocketTests {

  private static final String LONG = "word ".repeat(200);

  @Test
  void interimsAreDroppedFirstAndFinalsAreKept() throws Exception {
    RawClient client = deaf();
    ScriptedStream stream = streams.next();
    double before = dropped();

    stream.say(
        to -> {
          for (int i = 0; i < 2000; i++) {
            to.interim(stream.chunk("A", i + " " + LONG, false));
            to.flush();
          }
          to.finished(stream.chunk("A", "final A", true));
          for (int i = 0; i < 2000; i++) {
            to.interim(stream.chunk("B", i + " " + LONG, false));
            to.flush();
          }
        });
    Awaitility.await().until(() -> dropped() > before + 3000);

    List<String> texts = new ArrayList<>();
    while (texts.isEmpty()
        || !texts.getLast().contains("\"text\":\"1999 ")
        || texts.getLast().contains("\"id\":\"A\"")) {
      texts.add(client.read().text());
    }
    assertThat(texts).filteredOn(text -> text.contains("final A")).hasSize(1);
    int last = 0;
    while (!texts.get(last).contains("final A")) {
      last++;
    }
    assertThat(texts.subList(last + 1, texts.size())).noneMatch(t -> t.contains("\"id\":\"A\""));
    assertThat(texts.getLast()).contains("\"id\":\"B\"", "\"text\":\"1999 ");
  }

  @Test
  void aClientThatReadsNothingIsGivenUpWithinBounds() throws Exception {
    RawClient client = deaf();
    ScriptedStream stream = streams.next();

    for (int i = 0; i < 2000; i++) {
      stream.finished("F" + i, LONG);
    }

    Awaitility.await().untilAsserted(() -> assertThat(stream.events).contains("clientGone"));
    List<String> said = new ArrayList<>();
    RawClient.Frame frame = client.read();
    while (frame.opcode() != RawClient.CLOSE) {
      said.add(frame.text());
      frame = client.read();
    }
    assertThat(frame.close()).isEqualTo("1013 Too slow");
    assertThat(said.getLast()).contains("\"Too slow\"", "\"retryable\":true");
    // what was queued and what the kernel holds: a part of two million bytes
    assertThat(said.size()).isBetween(100, 1500);
    for (int i = 0; i < said.size() - 1; i++) {
      assertThat(said.get(i)).contains("\"id\":\"F" + i + "\"");
    }
  }

  /** Who has much to tell must not wait for a client that is gone. */
  @Test
  void aClientThatIsGoneIsWritable() throws Exception {
    RawClient client = deaf();
    ScriptedStream stream = streams.next();
    for (int i = 0; i < 200; i++) {
      stream.finished("F" + i, LONG);
    }
    stream.say(to -> stream.events.add("writable " + to.isWritable()));
    Awaitility.await().untilAsserted(() -> assertThat(stream.events).contains("writable false"));

    client.close();
    Awaitility.await().untilAsserted(() -> assertThat(stream.events).contains("clientGone"));
    stream.say(to -> stream.events.add("writable " + to.isWritable()));

    Awaitility.await().untilAsserted(() -> assertThat(stream.events).contains("writable true"));
  }

  @Test
  void aClientThatFloodsPingsIsNotAnsweredEachTime() throws Exception {
    RawClient client = deaf();
    streams.next();
    byte[] ping = RawClient.frame(RawClient.PING, new byte[100]);
    var pings = new byte[ping.length * 1000];
    for (int i = 0; i < 1000; i++) {
      System.arraycopy(ping, 0, pings, i * ping.length, ping.length);
    }
    long before = used();

    for (int i = 0; i < 200; i++) {
      client.write(pings);
    }
    client.binary(new byte[0]);

    assertThat(client.readClose()).isEqualTo("1000 ");
    assertThat(used() - before).isLessThan(16L << 20);
  }

  @Test
  void fiveHundredClientsThatReadNothingCostLittle() throws Exception {
    int count = 500;
    List<RawClient> clients = new ArrayList<>();
    List<ScriptedStream> sessions = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      clients.add(deaf());
      sessions.add(streams.next());
    }
    long before = used();
    double droppedBefore = dropped();

    // 500 x 300 KB of interims, of which a slow client misses all but the last
    for (ScriptedStream session : sessions) {
      session.say(
          to -> {
            for (int i = 0; i < 300; i++) {
              to.interim(session.chunk("A", i + " " + LONG, false));
              to.flush();
            }
          });
    }

    Awaitility.await().until(() -> dropped() > droppedBefore + count * 50);
    assertThat(used() - before).isLessThan(count * 256L * 1024);
    for (ScriptedStream session : sessions) {
      assertThat(session.events).isEmpty();
    }
    for (RawClient client : clients) {
      client.close();
    }
  }

  /** A client with a small window that does not read. */
  private RawClient deaf() throws IOException {
    RawClient client = keep(new RawClient(port, 4096));
    client.write(RawClient.handshake("/v1/stt/stream?format=json&" + ALICE).getBytes(ISO_8859_1));
    client.readHandshake();
    client.write(RawClient.frame(RawClient.TEXT, CONFIG.getBytes(UTF_8)));
    assertThat(client.read().text()).isEqualTo("{\"connected\":true}");
    return client;
  }

  private double dropped() {
    return meters.get("extapi.stream.interims.dropped").counter().count();
  }

  private static long used() {
    var metric = ((ByteBufAllocatorMetricProvider) ByteBufAllocator.DEFAULT).metric();
    return metric.usedDirectMemory() + metric.usedHeapMemory();
  }
}
