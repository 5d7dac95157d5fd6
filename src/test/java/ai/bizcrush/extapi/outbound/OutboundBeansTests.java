package ai.bizcrush.extapi.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.validation.autoconfigure.ValidationAutoConfiguration;
import org.springframework.util.unit.DataSize;

class OutboundBeansTests {

  private final ApplicationContextRunner application =
      new ApplicationContextRunner()
          .withConfiguration(AutoConfigurations.of(ValidationAutoConfiguration.class))
          .withUserConfiguration(OutboundBeans.class, Settings.class)
          .withBean(SimpleMeterRegistry.class);

  @EnableConfigurationProperties(OutboundSettings.class)
  static class Settings {}

  @Test
  void startsWithNothingAllowedAndItsDefaultLimits() {
    application.run(
        context -> {
          assertThat(context.getBean(OutboundSettings.class).allow()).isEmpty();
          assertThat(context.getBean(SafeFetch.class).limits(DataSize.ofGigabytes(1)))
              .isEqualTo(
                  new FetchLimits(
                      DataSize.ofGigabytes(1),
                      Duration.ofSeconds(2),
                      Duration.ofSeconds(10),
                      Duration.ofSeconds(15),
                      Duration.ofMinutes(10),
                      5));
        });
  }

  @Test
  void resolvesWithTheSystemsNameService() {
    application.run(
        context ->
            assertThat(context.getBean(HostResolver.class).resolve("localhost"))
                .isNotEmpty()
                .allMatch(address -> address.isLoopbackAddress()));
  }

  @Test
  void readsTheAllowListFromOneCommaSeparatedSetting() {
    application
        .withPropertyValues("extapi.outbound.allow=127.0.0.1:9000, store:80,10.0.0.0/8")
        .run(
            context ->
                assertThat(context.getBean(OutboundSettings.class).allow())
                    .containsExactly("127.0.0.1:9000", "store:80", "10.0.0.0/8"));
  }

  @Test
  void doesNotStartWithAnAllowListItCannotRead() {
    application
        .withPropertyValues("extapi.outbound.allow=http://store")
        .run(
            context ->
                assertThat(context)
                    .getFailure()
                    .rootCause()
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("extapi.outbound.allow: 'http://store' is none of"));
  }

  @Test
  void doesNotStartWithoutTime() {
    application
        .withPropertyValues("extapi.outbound.idle-timeout=0s")
        .run(context -> assertThat(context).getFailure().rootCause().hasMessageContaining("idle"));
  }
}
