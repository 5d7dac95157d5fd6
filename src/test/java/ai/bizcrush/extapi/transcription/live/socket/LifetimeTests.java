package ai.bizcrush.extapi.transcription.live.socket;

import static org.assertj.core.api.Assertions.assertThat;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** How long a stream may go on. */
class LifetimeTests extends SocketTests {

  @Test
  void aClientThatSaysNothingAtAllIsSentAway() throws Exception {
    RawClient client = open(ALICE);

    assertThat(client.read().text()).contains("\"connected\":false", "\"DEADLINE_EXCEEDED\"");
    assertThat(client.readClose()).isEqualTo("1008 No config and no audio");
  }

  @Test
  void aClientThatAnswersPingsStays() throws Exception {
    RawClient client = begin();

    for (int i = 0; i < 3; i++) {
      RawClient.Frame ping = client.readAny();
      assertThat(ping.opcode()).isEqualTo(RawClient.PING);
      client.write(RawClient.frame(RawClient.PONG, ping.payload()));
    }
    client.binary(new byte[0]);

    assertThat(client.readClose()).isEqualTo("1000 ");
  }

  @Test
  void aClientThatMissesTwoPingsIsGivenUp() throws Exception {
    RawClient client = begin();
    ScriptedStream stream = streams.next();

    assertThat(client.readAny().opcode()).isEqualTo(RawClient.PING);
    assertThat(client.readAny().opcode()).isEqualTo(RawClient.PING);
    assertThat(client.isEnded()).isTrue();

    Awaitility.await().untilAsserted(() -> assertThat(stream.events).contains("clientGone"));
  }

  @Test
  void aClientThatIsNotReadMayMissPings() throws Exception {
    RawClient client = begin();
    ScriptedStream stream = streams.next();
    stream.say(to -> to.pauseReading());

    for (int i = 0; i < 4; i++) {
      assertThat(client.readAny().opcode()).isEqualTo(RawClient.PING);
    }
    stream.say(to -> to.resumeReading());
    client.binary(new byte[0]);

    assertThat(client.readClose()).isEqualTo("1000 ");
  }

  @Test
  void aRevokedKeyEndsItsStreams() throws Exception {
    RawClient client = begin();
    ScriptedStream stream = streams.next();

    keeper.revoked.add("key-alice");
    try {
      assertThat(client.read().text()).contains("\"UNAUTHENTICATED\"");
      assertThat(client.readClose()).isEqualTo("1008 Invalid API key");
    } finally {
      keeper.revoked.clear();
    }

    assertThat(stream.events).containsExactly("stop 1008 Invalid API key");
  }

  @Test
  void aClientThatDoesNotAnswerACloseIsLeft() throws Exception {
    RawClient client = begin();

    streams.next().end(ai.bizcrush.extapi.transcription.live.StreamEnd.COMPLETE);

    assertThat(client.read().close()).isEqualTo("1000 ");
    assertThat(client.isEnded()).isTrue();
  }
}
