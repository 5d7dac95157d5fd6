package ai.bizcrush.extapi.engine.socket;

import static org.assertj.core.api.Assertions.assertThat;

import ai.bizcrush.extapi.engine.EngineException.Kind;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CloseCodeTests {

  @ParameterizedTest
  @CsvSource({
    "1000,UNAVAILABLE,true",
    "1001,UNAVAILABLE,true",
    "1002,UNAVAILABLE,false",
    "1005,UNAVAILABLE,true",
    "1006,UNAVAILABLE,true",
    "1008,UNAVAILABLE,false",
    "1009,UNAVAILABLE,false",
    "1011,UNAVAILABLE,true",
    "1012,UNAVAILABLE,true",
    "1013,OVER_CAPACITY,true",
    "4000,UNAVAILABLE,true"
  })
  void aCodeAloneSaysHowToGoOn(int code, Kind kind, boolean retryable) {
    var failure = CloseCode.failure(code);

    assertThat(failure.kind()).isEqualTo(kind);
    assertThat(failure.retryable()).isEqualTo(retryable);
  }
}
