package ai.bizcrush.extapi.transcription.live.socket;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

import ai.bizcrush.extapi.media.live.DenseOpus;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufAllocatorMetricProvider;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntFunction;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Clients that send hours of audio in a few bytes. */
class DenseAudioTests extends SocketTests {

  private static final int BYTES_A_MS = 32;
  private static final int SLICE = 2_000 * BYTES_A_MS;
  private static final int PACKET = DenseOpus.PACKET_MS * BYTES_A_MS;
  private static final int MINUTE = 60_000;
  private static final String FINALIZE = "{\"type\":\"finalize\"}";

  /** How it can be done. */
  enum Way {
    OGG(DenseOpus::ogg, DenseOpus::skippedOgg),
    WEBM(DenseOpus::webm, DenseOpus::skippedWebm);

    private final IntFunction<byte[]> stream;
    private final IntFunction<List<byte[]>> skipped;

    Way(IntFunction<byte[]> stream, IntFunction<List<byte[]>> skipped) {
      this.stream = stream;
      this.skipped = skipped;
    }

    byte[] of(int milliseconds) {
      return stream.apply(milliseconds);
    }

    /** Two packets that are heard, and between them so much audio that is not. */
    List<byte[]> skipping(int milliseconds) {
      return skipped.apply(milliseconds);
    }
  }

  @ParameterizedTest
  @EnumSource
  void anotherStreamOfTheLoopIsServedMeanwhile(Way way) throws Exception {
    RawClient dense = opus();
    ScriptedStream stream = streams.next();
    var meanwhile = heardWhenAnotherIsServed(stream);

    dense.binary(way.of(20 * MINUTE));
    dense.binary(new byte[0]);

    assertThat(dense.readClose()).isEqualTo("1000 ");
    assertThat(stream.heard.get()).isGreaterThanOrEqualTo(20L * MINUTE * BYTES_A_MS);
    assertThat(meanwhile.get()).isBetween(1L, 20L * SLICE);
  }

  @ParameterizedTest
  @EnumSource
  void anotherStreamOfTheLoopIsServedWhileOneSkipsItsAudio(Way way) throws Exception {
    RawClient dense = opus();
    ScriptedStream stream = streams.next();
    var meanwhile = heardWhenAnotherIsServed(stream);

    dense.binary(joined(way.skipping(20 * MINUTE)));
    dense.binary(new byte[0]);

    assertThat(dense.readClose()).isEqualTo("1000 ");
    assertThat(stream.heard.get()).isEqualTo(2 * PACKET);
    assertThat(meanwhile.get()).isEqualTo(PACKET);
  }

  @ParameterizedTest
  @EnumSource
  void messagesThatAreSkippedTakeTurnsToo(Way way) throws Exception {
    RawClient dense = opus();
    ScriptedStream stream = streams.next().full();
    List<byte[]> messages =
        way.skipping(10_000).stream().map(m -> RawClient.frame(RawClient.BINARY, m)).toList();

    dense.write(joined(messages));
    Awaitility.await().until(() -> stream.heard.get() > 0);
    long ticks = stream.ticks.get();
    Awaitility.await().until(() -> stream.ticks.get() > ticks + 3);

    assertThat(stream.heard.get()).isEqualTo(PACKET);
    stream.say(to -> to.resumeReading());
    dense.binary(new byte[0]);
    assertThat(dense.readClose()).isEqualTo("1000 ");
    assertThat(stream.heard.get()).isEqualTo(2 * PACKET);
  }

  @ParameterizedTest
  @EnumSource
  void aStreamThatIsFullHearsNoMore(Way way) throws Exception {
    RawClient dense = opus();
    ScriptedStream stream = streams.next().full();
    long before = used();

    dense.binary(way.of(MINUTE));
    dense.binary(new byte[0]);
    Awaitility.await().until(() -> stream.heard.get() > 0);
    long ticks = stream.ticks.get();
    Awaitility.await().until(() -> stream.ticks.get() > ticks + 3);

    assertThat(stream.heard.get()).isLessThanOrEqualTo(SLICE + PACKET);
    assertThat(used() - before).isLessThan(8L << 20);
    stream.say(to -> to.resumeReading());
    assertThat(dense.readClose()).isEqualTo("1000 ");
    assertThat(stream.heard.get()).isGreaterThanOrEqualTo((long) MINUTE * BYTES_A_MS);
    assertThat(stream.events).containsExactly("end");
  }

  @ParameterizedTest
  @EnumSource
  void hoursInAMessageAreRefusedWithoutBeingDecoded(Way way) throws Exception {
    RawClient dense = opus();
    ScriptedStream stream = streams.next();

    dense.binary(way.of(8 * 60 * MINUTE));

    assertThat(dense.read().text()).contains("\"PAYLOAD_TOO_LARGE\"");
    assertThat(dense.readClose())
        .isEqualTo("1009 The audio takes too much time or memory to decode");
    assertThat(stream.heard.get()).isLessThanOrEqualTo(SLICE + PACKET);
    assertThat(stream.events).containsExactly("clientGone");
  }

  @Test
  void thousandsOfPacketsAtOnceAreHeardInTurnsAndInOrder() throws Exception {
    RawClient dense = opus();
    ScriptedStream stream = streams.next();
    var meanwhile = heardWhenAnotherIsServed(stream);
    var packets = new ByteArrayOutputStream();
    int count = 5_000;
    for (int i = 0; i < count; i++) {
      packets.writeBytes(RawClient.frame(RawClient.BINARY, new byte[] {DenseOpus.PACKET}));
    }
    packets.writeBytes(RawClient.frame(RawClient.TEXT, FINALIZE.getBytes(UTF_8)));
    packets.writeBytes(RawClient.frame(RawClient.BINARY, new byte[0]));

    dense.write(packets.toByteArray());
    assertThat(dense.readClose()).isEqualTo("1000 ");
    assertThat(meanwhile.get()).isBetween(1L, 20L * SLICE);
    assertThat(stream.heard.get()).isEqualTo((long) count * PACKET);
    assertThat(stream.events).containsExactly("finish", "end");
  }

  @ParameterizedTest
  @EnumSource
  void whoLeavesAtOnceIsHeardToTheEnd(Way way) throws Exception {
    RawClient dense = opus();
    ScriptedStream stream = streams.next();

    dense.binary(way.of(MINUTE));
    dense.close(1000);

    Awaitility.await().untilAsserted(() -> assertThat(stream.events).contains("clientGone"));
    assertThat(stream.heard.get()).isGreaterThanOrEqualTo((long) MINUTE * BYTES_A_MS);
  }

  @Test
  void whoLeavesAtOnceAndIsMalformedInTheEndIsGoneToo() throws Exception {
    RawClient dense = opus();
    ScriptedStream stream = streams.next();
    int milliseconds = MINUTE / 2;
    byte[] malformed =
        joined(List.of(DenseOpus.ogg(milliseconds), DenseOpus.emptyPacket(milliseconds)));

    dense.write(
        joined(
            List.of(
                RawClient.frame(RawClient.BINARY, malformed),
                RawClient.frame(RawClient.CLOSE, new byte[] {3, (byte) 0xe8}))));

    Awaitility.await().untilAsserted(() -> assertThat(stream.events).contains("clientGone"));
    assertThat(stream.heard.get()).isGreaterThanOrEqualTo((long) milliseconds * BYTES_A_MS);
  }

  @Test
  void whatWaitsIsLeftWhenTheServiceEndsTheStream() throws Exception {
    RawClient dense = opus();
    ScriptedStream stream = streams.next().full();
    dense.binary(DenseOpus.ogg(MINUTE));
    Awaitility.await().until(() -> stream.heard.get() > 0);

    keeper.revoked.add("key-alice");
    try {
      assertThat(dense.readClose()).isEqualTo("1008 Invalid API key");
    } finally {
      keeper.revoked.clear();
    }

    assertThat(stream.heard.get()).isLessThanOrEqualTo(SLICE + PACKET);
  }

  /** A client whose audio is Opus, and whose stream has begun. */
  private RawClient opus() throws IOException {
    RawClient client = open(ALICE);
    client.text("{\"encoding\":\"opus\"}");
    assertThat(client.read().text()).isEqualTo("{\"connected\":true}");
    return client;
  }

  /**
   * How much of the stream was heard when another one on its event loop took a message, which was
   * sent as the stream was heard for the first time.
   */
  private AtomicLong heardWhenAnotherIsServed(ScriptedStream stream) throws Exception {
    var heard = new AtomicLong();
    RawClient client = begin();
    ScriptedStream other = streams.next();
    while (other.loop != stream.loop) {
      client = begin();
      other = streams.next();
    }
    RawClient speaker = client;
    other.at("finish", () -> heard.set(stream.heard.get()));
    stream.at("audio", () -> assertThatNoException().isThrownBy(() -> speaker.text(FINALIZE)));
    return heard;
  }

  private static byte[] joined(List<byte[]> parts) {
    var all = new ByteArrayOutputStream();
    parts.forEach(all::writeBytes);
    return all.toByteArray();
  }

  private static long used() {
    var metric = ((ByteBufAllocatorMetricProvider) ByteBufAllocator.DEFAULT).metric();
    return metric.usedDirectMemory() + metric.usedHeapMemory();
  }
}
