package ai.bizcrush.extapi;

import static org.assertj.core.api.Assertions.assertThat;

import ai.bizcrush.extapi.web.Http;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Blocking controllers never run on an event loop, however their body arrives. */
class ThreadTests extends WholeService {

  @ParameterizedTest
  @ValueSource(ints = {0, 10, 100_000})
  void controllersRunOnVirtualThreads(int size) throws Exception {
    var reply = http.post("/v1/thread", ALICE, "{\"text\":\"" + "x".repeat(size) + "\"}");

    assertThat(Http.json(reply).get("virtual").booleanValue()).isTrue();
  }
}
