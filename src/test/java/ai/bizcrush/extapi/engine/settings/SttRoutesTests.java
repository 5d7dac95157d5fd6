package ai.bizcrush.extapi.engine.settings;

import static ai.bizcrush.extapi.engine.settings.TestPolicies.tree;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SttRoutesTests {

  private static SttRoutes routes(Map<String, Object> properties) {
    var tree = tree(properties);
    return new SttRoutes(
        tree.bind("extapi.stt", SttSettings.class),
        new Providers(
            tree, List.of(new FakeFactory("acme"), new FakeFactory("embedded", "embedded"))),
        new Policies(tree));
  }

  @Test
  void embeddedAloneIsTheDefaultOfBothRoutes() {
    var routes = routes(Map.of());

    assertThat(routes.file()).extracting(RoutedProvider::name).containsExactly("embedded");
    assertThat(routes.live()).extracting(RoutedProvider::name).containsExactly("embedded");
  }

  @Test
  void enginesStandInTheirOrderWithTheirPolicies() {
    var routes =
        routes(
            Map.of(
                "extapi.providers.acme.api-key", "k",
                "extapi.policies.patient.attempts", "5",
                "extapi.stt.file.route", "acme:patient, embedded"));

    assertThat(routes.file()).extracting(RoutedProvider::name).containsExactly("acme", "embedded");
    assertThat(routes.file().getFirst().policy().attempts()).isEqualTo(5);
  }

  @Test
  void withoutAPolicyTheKindOfEngineChooses() {
    var tree = tree(Map.of());

    var routes = routes(Map.of());

    assertThat(routes.file().getFirst().policy())
        .isEqualTo(new Policies(tree).named("embedded", "test"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"extapi.stt.file.route", "extapi.stt.live.route"})
  void anUnknownEngineEndsTheStart(String route) {
    assertThatExceptionOfType(InvalidSetting.class)
        .isThrownBy(() -> routes(Map.of(route, "embedded,other")))
        .withMessageStartingWith(route + ": there is no engine 'other'");
  }

  @ParameterizedTest
  @ValueSource(strings = {"extapi.stt.file.route", "extapi.stt.live.route"})
  void anUnknownPolicyEndsTheStart(String route) {
    assertThatExceptionOfType(InvalidSetting.class)
        .isThrownBy(() -> routes(Map.of(route, "embedded:other")))
        .withMessageStartingWith(route + ": there is no policy 'other'");
  }

  @ParameterizedTest
  @ValueSource(strings = {"embedded:", ":remote", "a:b:c", "Embedded", "embedded,embedded:remote"})
  void aMalformedRouteEndsTheStart(String route) {
    assertThatExceptionOfType(InvalidSetting.class)
        .isThrownBy(() -> routes(Map.of("extapi.stt.file.route", route)))
        .withMessageStartingWith("extapi.stt.file.route: ");
  }

  @Test
  void anEmptyRouteEndsTheStart() {
    assertThatExceptionOfType(InvalidSetting.class)
        .isThrownBy(() -> routes(Map.of("extapi.stt.file.route", "")))
        .withMessageContaining("extapi.stt.file.route: must not be empty");
  }
}
