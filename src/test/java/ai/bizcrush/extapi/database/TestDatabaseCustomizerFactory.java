package ai.bizcrush.extapi.database;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.test.context.ContextConfigurationAttributes;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.ContextCustomizerFactory;
import org.springframework.test.context.MergedContextConfiguration;
import org.springframework.test.context.TestContextAnnotationUtils;

/** Gives each context of a {@code @SpringBootTest} its own {@link TestDatabase}. */
class TestDatabaseCustomizerFactory implements ContextCustomizerFactory {

  @Override
  public @Nullable ContextCustomizer createContextCustomizer(
      Class<?> test, List<ContextConfigurationAttributes> attributes) {
    boolean wanted =
        TestContextAnnotationUtils.hasAnnotation(test, SpringBootTest.class)
            && !TestContextAnnotationUtils.hasAnnotation(test, WithoutTestDatabase.class);
    return wanted ? new Customizer() : null;
  }

  /** Equal to every other one, as contexts of equal configuration are shared between tests. */
  private record Customizer() implements ContextCustomizer {

    @Override
    public void customizeContext(
        ConfigurableApplicationContext context, MergedContextConfiguration configuration) {
      TestDatabase database = TestDatabase.create();
      Map<String, Object> properties =
          Map.of(
              "spring.datasource.url", database.url(),
              "spring.datasource.username", database.user(),
              "spring.datasource.password", database.password());
      context
          .getEnvironment()
          .getPropertySources()
          .addFirst(new MapPropertySource("test database", properties));
    }
  }
}
