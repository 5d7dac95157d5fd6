package ai.bizcrush.extapi.engine.settings;

import jakarta.validation.Validator;
import java.util.ArrayList;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.DataObjectPropertyName;
import org.springframework.boot.context.properties.bind.PropertySourcesPlaceholdersResolver;
import org.springframework.boot.context.properties.bind.validation.BindValidationException;
import org.springframework.boot.context.properties.bind.validation.ValidationBindHandler;
import org.springframework.boot.context.properties.bind.validation.ValidationErrors;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;
import org.springframework.validation.FieldError;
import org.springframework.validation.ObjectError;
import org.springframework.validation.beanvalidation.SpringValidatorAdapter;

/**
 * Binds parts of the configuration whose names or shapes are known only at the start, to validated
 * records. Every failure is an {@link InvalidSetting}.
 */
@Component
public class SettingsTree {

  private final Environment environment;
  private final BindHandler validation;

  SettingsTree(Environment environment, Validator validator) {
    this.environment = environment;
    this.validation = new ValidationBindHandler(new SpringValidatorAdapter(validator));
  }

  /** The names directly below a property. */
  public Set<String> names(String property) {
    return guarded(
        property,
        () ->
            Binder.get(environment)
                .bind(property, Bindable.mapOf(String.class, Object.class))
                .map(Map::keySet)
                .orElse(Set.of()));
  }

  /** One text, or what stands for it where it is not set. */
  public String text(String property, String otherwise) {
    return guarded(
        property, () -> Binder.get(environment).bind(property, String.class).orElse(otherwise));
  }

  /** A subtree as a validated record; where nothing is set, its defaults. */
  public <T> T bind(String property, Class<T> record) {
    return bind(property, record, Map.of());
  }

  /**
   * The same.
   *
   * @param defaults full property names and values that count where nothing else is set
   */
  public <T> T bind(String property, Class<T> record, Map<String, String> defaults) {
    var sources = new ArrayList<ConfigurationPropertySource>();
    ConfigurationPropertySources.get(environment).forEach(sources::add);
    sources.add(new MapConfigurationPropertySource(defaults));
    var binder = new Binder(sources, new PropertySourcesPlaceholdersResolver(environment));
    return guarded(property, () -> binder.bindOrCreate(property, Bindable.of(record), validation));
  }

  private static <T> T guarded(String property, Supplier<T> binding) {
    try {
      return binding.get();
    } catch (BindException e) {
      if (e.getCause() instanceof BindValidationException invalid) {
        throw invalid(invalid.getValidationErrors());
      }
      throw new InvalidSetting(e.getName().toString(), "cannot be read as " + type(e));
    } catch (BindValidationException e) {
      throw invalid(e.getValidationErrors());
    } catch (IllegalArgumentException e) {
      throw new InvalidSetting(property, "cannot be read");
    }
  }

  private static String type(BindException e) {
    Class<?> type = e.getTarget().getType().resolve(Object.class);
    return type.getSimpleName();
  }

  private static InvalidSetting invalid(ValidationErrors errors) {
    return new InvalidSetting(
        errors.getAllErrors().stream()
            .map(error -> property(errors, error) + ": " + error.getDefaultMessage())
            .sorted()
            .collect(Collectors.joining("; ")));
  }

  private static String property(ValidationErrors errors, ObjectError error) {
    return error instanceof FieldError field
        ? errors.getName() + "." + DataObjectPropertyName.toDashedForm(field.getField())
        : errors.getName().toString();
  }
}
