package ai.bizcrush.extapi.transcription.live.socket;

import static org.assertj.core.api.Assertions.assertThat;

import ai.bizcrush.extapi.database.WithoutTestDatabase;
import ai.bizcrush.extapi.engine.socket.Leaks;
import ai.bizcrush.extapi.web.Http;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;

/** What the tests of the socket share: one listener, and clients that are gone afterwards. */
@WithoutTestDatabase
@ExtendWith(Leaks.class)
@SpringBootTest(
    classes = StreamListener.class,
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = {
      "management.server.port=-1",
      "spring.netty.leak-detection=paranoid",
      "management.endpoint.health.group.readiness.include=readinessState",
      "extapi.data-dir=target/test-data/socket",
      "extapi.limits.requests-per-second=0",
      "extapi.limits.streams=600",
      "extapi.limits.streams-per-key=550",
      "extapi.stt.live.ping=2s",
      "extapi.stt.live.first-frame=3s"
    })
abstract class SocketTests {

  static final String ALICE = "api_key=" + StreamListener.ALICE;
  static final String CONFIG = "{\"session_id\":\"talk\"}";

  @LocalServerPort int port;
  @Autowired ScriptedStreams streams;
  @Autowired StreamListener.Keeper keeper;
  @Autowired MeterRegistry meters;
  @Autowired Places places;
  Http http;
  private final List<RawClient> clients = new ArrayList<>();

  @BeforeEach
  void openClient() {
    http = new Http(port);
  }

  @AfterEach
  void everythingIsGivenBack() throws IOException {
    for (RawClient client : clients) {
      client.close();
    }
    http.close();
    Awaitility.await()
        .untilAsserted(() -> assertThat(meters.get("extapi.streams").gauge().value()).isZero());
    streams.clear();
  }

  /** A client of a JSON stream; nothing is said yet. */
  RawClient open(String query) throws IOException {
    return keep(RawClient.open(port, "format=json&" + query));
  }

  /** A client whose stream has begun. */
  RawClient begin() throws IOException {
    RawClient client = open(ALICE);
    client.text(CONFIG);
    assertThat(client.read().text()).isEqualTo("{\"connected\":true}");
    return client;
  }

  RawClient keep(RawClient client) {
    clients.add(client);
    return client;
  }
}
