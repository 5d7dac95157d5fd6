package ai.bizcrush.extapi.engine.settings;

import static ai.bizcrush.extapi.engine.settings.TestPolicies.tree;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PoliciesTests {

  @Test
  void policiesForRecordingsAreThereWithoutBeingConfigured() {
    var policies = new Policies(tree(Map.of()));
    var minute = Duration.ofMinutes(1);

    assertThat(policies.named("remote", "test").timeout(minute)).isEqualTo(minute);
    assertThat(policies.named("polled", "test").timeout(minute)).isEqualTo(minute.multipliedBy(3));
    assertThat(policies.named("embedded", "test").timeout(minute))
        .isEqualTo(minute.multipliedBy(3));
  }

  @Test
  void thePolicyForRemoteEnginesHasTheDocumentedDefaults() {
    var remote = new Policies(tree(Map.of())).named("remote", "test");

    assertThat(remote.connectTimeout()).isEqualTo(Duration.ofSeconds(2));
    assertThat(remote.firstByteTimeout()).isEqualTo(Duration.ofSeconds(30));
    assertThat(remote.attempts()).isEqualTo(2);
    assertThat(remote.breaker())
        .isEqualTo(
            new Policy.Breaker(
                50, 20, Duration.ofSeconds(60), Duration.ofSeconds(10), 3, Duration.ofSeconds(60)));
  }

  @Test
  void liveEnginesAreDialledThreeTimesAndHaveRoomForAThousandSessions() {
    var live = new Policies(tree(Map.of())).named("live", "test");

    assertThat(live.connectTimeout()).isEqualTo(Duration.ofSeconds(2));
    assertThat(live.firstByteTimeout()).isEqualTo(Duration.ofSeconds(3));
    assertThat(live.stall()).isEqualTo(Duration.ofSeconds(15));
    assertThat(live.attempts()).isEqualTo(3);
    assertThat(live.backoff().base()).isEqualTo(Duration.ofMillis(250));
    assertThat(live.concurrency().engine()).isEqualTo(1000);
  }

  @Test
  void anEmbeddedLiveEngineHasTimeToLoad() {
    var live = new Policies(tree(Map.of())).named("embedded-live", "test");

    assertThat(live.firstByteTimeout()).isEqualTo(Duration.ofSeconds(30));
    assertThat(live.attempts()).isEqualTo(2);
  }

  @Test
  void oneSettingChangesNothingElseOfABuiltInPolicy() {
    var polled =
        new Policies(tree(Map.of("extapi.policies.polled.attempts", "3"))).named("polled", "test");

    assertThat(polled.attempts()).isEqualTo(3);
    assertThat(polled.timeout()).isEqualTo(Duration.ofSeconds(60));
    assertThat(polled.timeoutPerAudio()).isEqualTo(2);
  }

  @Test
  void whatAPolicyOfOnesOwnDoesNotSayIsAsInRemote() {
    var policies = new Policies(tree(Map.of("extapi.policies.mine.concurrency.key", "1")));

    assertThat(policies.named("mine", "test").concurrency())
        .isEqualTo(new Policy.Concurrency(50, 1, 20, Duration.ofSeconds(10)));
    assertThat(policies.named("mine", "test").timeout())
        .isEqualTo(policies.named("remote", "test").timeout());
  }

  @ParameterizedTest
  @CsvSource({
    "attempts, 0, attempts",
    "attempts, 11, attempts",
    "timeout-per-audio, -1, timeout-per-audio",
    "timeout, 0s, timeout",
    "backoff.base, -1s, backoff.base",
    "breaker.failure-rate, 101, breaker.failure-rate",
    "concurrency.engine, 0, concurrency.engine"
  })
  void aValueOutsideItsRangeEndsTheStart(String setting, String value, String named) {
    var tree = tree(Map.of("extapi.policies.mine." + setting, value));

    assertThatExceptionOfType(InvalidSetting.class)
        .isThrownBy(() -> new Policies(tree))
        .withMessageStartingWith("extapi.policies.mine." + named + ": must be")
        .withMessageNotContaining(" " + value);
  }

  @Test
  void aValueThatCannotBeReadEndsTheStartWithoutBeingShown() {
    var tree = tree(Map.of("extapi.policies.mine.connect-timeout", "s3cret"));

    assertThatExceptionOfType(InvalidSetting.class)
        .isThrownBy(() -> new Policies(tree))
        .withMessage("extapi.policies.mine.connect-timeout: cannot be read as Duration")
        .withNoCause();
  }

  @Test
  void anUnknownPolicyIsNamedTogetherWithTheKnownOnes() {
    var policies = new Policies(tree(Map.of()));

    assertThatExceptionOfType(InvalidSetting.class)
        .isThrownBy(() -> policies.named("slow", "extapi.stt.file.route"))
        .withMessage(
            "extapi.stt.file.route: there is no policy 'slow' in extapi.policies, only"
                + " [embedded, embedded-live, live, polled, remote]");
  }
}
