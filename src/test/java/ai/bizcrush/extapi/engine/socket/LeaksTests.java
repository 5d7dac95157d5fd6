package ai.bizcrush.extapi.engine.socket;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LeaksTests {

  @Test
  void aBufferThatIsLeftIsFound() {
    var leaks = new Leaks();
    leaks.begin();

    Leaks.leave("left by a test");

    assertThat(leaks.end()).singleElement().asString().contains("left by a test");
  }
}
