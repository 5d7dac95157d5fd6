package ai.bizcrush.extapi.engine.settings;

import jakarta.validation.Validation;
import java.util.HashMap;
import java.util.Map;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

/** Settings as a configuration file would have them. */
public final class TestPolicies {

  private TestPolicies() {}

  /**
   * A policy that is as {@code remote} but for these.
   *
   * @param settings for example {@code "attempts", "3"}
   */
  public static Policy policy(String... settings) {
    var properties = new HashMap<String, Object>();
    for (int i = 0; i < settings.length; i += 2) {
      properties.put("extapi.policies.tested." + settings[i], settings[i + 1]);
    }
    properties.putIfAbsent("extapi.policies.tested.attempts", "2");
    return new Policies(tree(properties)).named("tested", "test");
  }

  /** A configuration of these properties alone. */
  public static SettingsTree tree(Map<String, Object> properties) {
    var environment = new StandardEnvironment();
    environment.getPropertySources().stream()
        .map(source -> source.getName())
        .toList()
        .forEach(environment.getPropertySources()::remove);
    environment.getPropertySources().addFirst(new MapPropertySource("test", properties));
    return new SettingsTree(environment, Validation.buildDefaultValidatorFactory().getValidator());
  }
}
