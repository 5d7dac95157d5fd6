package ai.bizcrush.extapi.transcription.live.socket;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Frames, right and wrong. */
class FrameTests extends SocketTests {

  private static final int LARGEST = 1024 * 1024;
  private static final byte[] TEXT = CONFIG.getBytes(UTF_8);

  @Test
  void audioArrivesAsItWasSent() throws Exception {
    RawClient client = begin();
    var sent = new byte[LARGEST];
    new Random(1).nextBytes(sent);

    for (int from = 0, size = 2; from < sent.length; from += size, size = size * 3 % 50_000 & ~1) {
      client.binary(Arrays.copyOfRange(sent, from, Math.min(from + size, sent.length)));
      size = Math.max(size, 2);
    }
    client.binary(new byte[0]);

    assertThat(client.readClose()).isEqualTo("1000 ");
    assertThat(streams.next().heard).hasValue(LARGEST);
  }

  @Test
  void fragmentsAreJoinedWithPingsBetweenThem() throws Exception {
    RawClient client = open(ALICE);
    client.write(RawClient.frame(RawClient.TEXT, true, Arrays.copyOf(TEXT, 5)));
    client.write(RawClient.frame(RawClient.PING, "now".getBytes(UTF_8)));
    client.write(
        RawClient.frame(
            0x80 | RawClient.CONTINUATION, true, Arrays.copyOfRange(TEXT, 5, TEXT.length)));

    assertThat(client.read())
        .satisfies(
            pong -> {
              assertThat(pong.opcode()).isEqualTo(RawClient.PONG);
              assertThat(pong.text()).isEqualTo("now");
            });
    assertThat(client.read().text()).isEqualTo("{\"connected\":true}");
    assertThat(streams.next().config.sessionId()).isEqualTo("talk");
  }

  static Stream<Arguments> violations() {
    byte[] one = {1, 2};
    byte[] large = new byte[LARGEST + 1];
    byte[] half = new byte[LARGEST / 2 + 1];
    return Stream.of(
        Arguments.of("an unmasked frame", 1002, RawClient.frame(0x82, false, one)),
        Arguments.of("a compressed frame", 1002, RawClient.frame(0xc2, true, one)),
        Arguments.of("another reserved bit", 1002, RawClient.frame(0x92, true, one)),
        Arguments.of("an unknown opcode", 1002, RawClient.frame(0x83, true, one)),
        Arguments.of("a fragmented ping", 1002, RawClient.frame(0x09, true, one)),
        Arguments.of("a long ping", 1002, RawClient.frame(0x89, true, new byte[126])),
        Arguments.of("a continuation of nothing", 1002, RawClient.frame(0x80, true, one)),
        Arguments.of("a close frame of one byte", 1002, RawClient.frame(0x88, true, new byte[1])),
        Arguments.of("a huge frame", 1009, RawClient.frame(0x82, true, large)),
        Arguments.of(
            "huge fragments",
            1009,
            join(RawClient.frame(0x02, true, half), RawClient.frame(0x80, true, half))),
        Arguments.of(
            "a text that is not UTF-8",
            1007,
            RawClient.frame(0x81, true, new byte[] {(byte) 0xc3, 0x28})));
  }

  @ParameterizedTest(name = "{0} ends the stream with {1}")
  @MethodSource("violations")
  void whatBreaksTheProtocolEndsTheStream(String what, int code, byte[] bytes) throws Exception {
    RawClient client = begin();
    ScriptedStream stream = streams.next();

    client.write(bytes);

    assertThat(client.read().text()).startsWith("{\"error\":{\"code\":");
    assertThat(client.readClose()).startsWith(code + " ");
    Awaitility.await().untilAsserted(() -> assertThat(stream.events).contains("clientGone"));
  }

  @Test
  void aFrameOfTheLargestSizePasses() throws Exception {
    RawClient client = begin();

    client.binary(new byte[LARGEST]);
    client.binary(new byte[0]);

    assertThat(client.readClose()).isEqualTo("1000 ");
    assertThat(streams.next().heard).hasValue(LARGEST);
  }

  @Test
  void aHugeFrameIsNotWaitedFor() throws Exception {
    RawClient client = begin();

    client.write(new byte[] {(byte) 0x82, (byte) 0xff, 0x7f, -1, -1, -1, -1, -1, -1, -1});

    assertThat(client.readClose()).startsWith("1009 ");
  }

  @ParameterizedTest
  @MethodSource("badConfigs")
  void aBadConfigIsRefusedBeforeConnected(String config, String close) throws Exception {
    RawClient client = open(ALICE);

    client.text(config);

    assertThat(client.read().text()).startsWith("{\"connected\":false,\"error\":{");
    assertThat(client.readClose()).startsWith(close);
    assertThat(streams.isEmpty()).isTrue();
  }

  static Stream<Arguments> badConfigs() {
    return Stream.of(
        Arguments.of("{\"encoding\":\"mp3\"}", "1003 Unknown encoding"),
        Arguments.of("hello", "1007 "),
        Arguments.of("[]", "1007 "));
  }

  @Test
  void controlsReachTheSession() throws Exception {
    RawClient client = begin();
    client.text("{\"type\":\"keepalive\"}");
    client.text("{\"type\":\"finalize\"}");
    client.text("whatever");
    client.text("{\"type\":\"end\"}");

    assertThat(client.readClose()).isEqualTo("1000 ");
    assertThat(streams.next().events).containsExactly("keepAlive", "finish", "end");
  }

  @Test
  void aClientMayCloseFirst() throws Exception {
    RawClient client = begin();
    ScriptedStream stream = streams.next().patient();

    client.close(1001);

    assertThat(client.read().close()).isEqualTo("1001 ");
    assertThat(client.isEnded()).isTrue();
    Awaitility.await().untilAsserted(() -> assertThat(stream.events).contains("clientGone"));
    long ticks = stream.ticks.get();
    Awaitility.await().untilAsserted(() -> assertThat(stream.ticks).hasValueGreaterThan(ticks + 2));
    assertThat(meters.get("extapi.streams").gauge().value()).isEqualTo(1);
    stream.end(ai.bizcrush.extapi.transcription.live.StreamEnd.COMPLETE);
  }

  @Test
  void aConnectionMayJustEnd() throws Exception {
    RawClient client = begin();
    ScriptedStream stream = streams.next();

    client.socket.setSoLinger(true, 0);
    client.close();

    Awaitility.await().untilAsserted(() -> assertThat(stream.events).contains("clientGone"));
    Awaitility.await().untilAsserted(() -> assertThat(stream.events).hasSize(1));
  }

  @Test
  void aSessionThatFailsEndsWithAnErrorOfOurs() throws Exception {
    RawClient client = begin();
    ScriptedStream stream = streams.next();

    stream.breakDown();

    assertThat(client.read().text()).contains("\"INTERNAL\"");
    assertThat(client.readClose()).isEqualTo("1011 Internal error");
    Awaitility.await().untilAsserted(() -> assertThat(stream.events).containsExactly("abort"));
  }

  @Test
  void aPausedClientIsNotReadAndNothingIsLost() throws Exception {
    RawClient client = begin();
    ScriptedStream stream = streams.next();
    stream.say(to -> to.pauseReading());
    var frame = RawClient.frame(RawClient.BINARY, new byte[32_000]);
    Thread sender =
        Thread.startVirtualThread(
            () -> {
              try {
                for (int i = 0; i < 1000; i++) {
                  client.write(frame);
                }
                client.binary(new byte[0]);
              } catch (java.io.IOException e) {
                stream.events.add("not sent");
              }
            });

    Awaitility.await()
        .during(java.time.Duration.ofMillis(500))
        .untilAsserted(() -> assertThat(stream.heard).hasValueLessThan(2_000_000));
    assertThat(sender.isAlive()).isTrue();
    stream.say(to -> to.resumeReading());

    assertThat(client.readClose()).isEqualTo("1000 ");
    assertThat(stream.heard).hasValue(32_000_000);
  }

  private static byte[] join(byte[] first, byte[] second) {
    byte[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }
}
