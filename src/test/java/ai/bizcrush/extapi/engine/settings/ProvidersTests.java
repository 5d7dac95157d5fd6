package ai.bizcrush.extapi.engine.settings;

import static ai.bizcrush.extapi.engine.settings.TestPolicies.tree;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import jakarta.validation.Valid;
import jakarta.validation.Validation;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

class ProvidersTests {

  private static final List<FakeFactory> FACTORIES_OF_TWO =
      List.of(new FakeFactory("acme"), new FakeFactory("embedded", "embedded"));

  record Acme(
      @DefaultValue("https://acme.example") URI baseUrl,
      @NotBlank String apiKey,
      @Valid @DefaultValue Retention retention) {

    record Retention(@Min(1) @DefaultValue("7") int days) {}
  }

  private static Providers providers(Map<String, Object> properties) {
    return new Providers(tree(properties), List.copyOf(FACTORIES_OF_TWO));
  }

  @Test
  void embeddedIsThereWithoutBeingConfigured() {
    var provider = providers(Map.of()).named("embedded", "test");

    assertThat(provider.settings().name()).isEqualTo("embedded");
    assertThat(provider.factory().type()).isEqualTo("embedded");
  }

  @Test
  void theNameIsTheTypeWhereNoneIsSet() {
    var provider = providers(Map.of("extapi.providers.acme.api-key", "k")).named("acme", "test");

    assertThat(provider.factory().type()).isEqualTo("acme");
  }

  @Test
  void oneTypeServesSeveralNames() {
    var providers =
        providers(
            Map.of(
                "extapi.providers.acme-eu.type", "acme",
                "extapi.providers.acme-eu.api-key", "one",
                "extapi.providers.acme-us.type", "acme",
                "extapi.providers.acme-us.api-key", "two"));

    assertThat(providers.named("acme-eu", "test").settings().as(Acme.class).apiKey())
        .isEqualTo("one");
    assertThat(providers.named("acme-us", "test").settings().as(Acme.class).apiKey())
        .isEqualTo("two");
  }

  @Test
  void anEntryIsBoundToTheRecordOfItsProvider() {
    var provider =
        providers(
                Map.of(
                    "extapi.providers.acme.api-key", "k",
                    "extapi.providers.acme.retention.days", "3"))
            .named("acme", "test");

    assertThat(provider.settings().as(Acme.class))
        .isEqualTo(new Acme(URI.create("https://acme.example"), "k", new Acme.Retention(3)));
  }

  @Test
  void environmentVariablesConfigureAProvider() {
    var environment = new StandardEnvironment();
    environment
        .getPropertySources()
        .replace(
            StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
            new SystemEnvironmentPropertySource(
                StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
                Map.of(
                    "EXTAPI_PROVIDERS_ACME_API_KEY", "k",
                    "EXTAPI_PROVIDERS_ACME_BASEURL", "https://eu.acme.example")));
    var tree =
        new SettingsTree(environment, Validation.buildDefaultValidatorFactory().getValidator());

    var acme =
        new Providers(tree, List.copyOf(FACTORIES_OF_TWO))
            .named("acme", "test")
            .settings()
            .as(Acme.class);

    assertThat(acme.apiKey()).isEqualTo("k");
    assertThat(acme.baseUrl()).isEqualTo(URI.create("https://eu.acme.example"));
  }

  @Test
  void anUnknownTypeEndsTheStartAndListsTheKnownOnes() {
    assertThatExceptionOfType(InvalidSetting.class)
        .isThrownBy(() -> providers(Map.of("extapi.providers.other.api-key", "s3cret")))
        .withMessage(
            "extapi.providers.other.type: is not a known type (the name, where it is not set);"
                + " known are [acme, embedded]");
  }

  @Test
  void anUnknownNameIsNamedTogetherWithTheKnownOnes() {
    assertThatExceptionOfType(InvalidSetting.class)
        .isThrownBy(() -> providers(Map.of()).named("acme", "extapi.stt.file.route"))
        .withMessage(
            "extapi.stt.file.route: there is no engine 'acme' in extapi.providers, only"
                + " [embedded]");
  }

  @Test
  void aMissingValueIsNamedEvenWhenNothingIsConfigured() {
    var provider = providers(Map.of("extapi.providers.acme.type", "acme")).named("acme", "test");

    assertThatExceptionOfType(InvalidSetting.class)
        .isThrownBy(() -> provider.settings().as(Acme.class))
        .withMessage("extapi.providers.acme.api-key: must not be blank");
  }

  @Test
  void aValueThatDoesNotFitIsNotShown() {
    var provider =
        providers(
                Map.of(
                    "extapi.providers.acme.api-key", "k",
                    "extapi.providers.acme.base-url", "not a url: s3cret"))
            .named("acme", "test");

    assertThatExceptionOfType(InvalidSetting.class)
        .isThrownBy(() -> provider.settings().as(Acme.class))
        .withMessage("extapi.providers.acme.base-url: cannot be read as URI")
        .withNoCause();
  }
}
