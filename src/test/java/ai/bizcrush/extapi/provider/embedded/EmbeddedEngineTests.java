package ai.bizcrush.extapi.provider.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.bizcrush.extapi.engine.FileRecognizer;
import ai.bizcrush.extapi.engine.ProviderSettings;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.validation.ValidationBindHandler;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.validation.beanvalidation.LocalValidatorFactoryBean;

class EmbeddedEngineTests {

  @Test
  void offersRecognisersWithoutLoadingThemWhenNotWarmed() {
    var engine = new EmbeddedEngine();

    FileRecognizer file = engine.file(settings(Map.of("warm", "false")));

    assertThat(engine.type()).isEqualTo("embedded");
    assertThat(file).isNotNull();
    assertThat(engine.live(settings(Map.of("warm", "false")))).isNotNull();
    assertThat(engine.defaultLivePolicy()).isEqualTo("embedded-live");
    engine.close();
  }

  @Test
  void permitsFollowTheCoresUnlessSet() {
    EmbeddedSettings defaults = settings(Map.of()).as(EmbeddedSettings.class);
    EmbeddedSettings set =
        settings(Map.of("file-permits", "7", "live-permits", "9")).as(EmbeddedSettings.class);

    assertThat(defaults.filePermitsOn(2)).isEqualTo(1);
    assertThat(defaults.filePermitsOn(8)).isEqualTo(2);
    assertThat(set.filePermitsOn(2)).isEqualTo(7);
    assertThat(defaults.livePermitsOn(2, 4L << 30)).isEqualTo(2);
    assertThat(defaults.livePermitsOn(16, 4L << 30)).isEqualTo(6);
    assertThat(defaults.livePermitsOn(2, 256L << 20)).isEqualTo(1);
    assertThat(set.livePermitsOn(2, 256L << 20)).isEqualTo(9);
    assertThat(defaults.permitWait()).isEqualTo(Duration.ofSeconds(10));
    assertThat(defaults.warm()).isTrue();
  }

  @Test
  void refusesANegativeNumberOfPermits() {
    assertThatThrownBy(() -> new EmbeddedEngine().file(settings(Map.of("file-permits", "-1"))))
        .isInstanceOf(BindException.class);
  }

  private static ProviderSettings settings(Map<String, String> properties) {
    return new ProviderSettings() {
      @Override
      public String name() {
        return "embedded";
      }

      @Override
      public <T> T as(Class<T> record) {
        var validator = new LocalValidatorFactoryBean();
        validator.afterPropertiesSet();
        return new Binder(new MapConfigurationPropertySource(properties))
            .bindOrCreate("", Bindable.of(record), new ValidationBindHandler(validator));
      }
    };
  }
}
