package ai.bizcrush.extapi.engine.http;

import ai.bizcrush.extapi.engine.ProviderSettings;
import jakarta.validation.Validation;
import jakarta.validation.ValidatorFactory;
import java.util.Map;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.validation.ValidationBindHandler;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.validation.beanvalidation.SpringValidatorAdapter;

/** An entry of {@code extapi.providers}, bound and validated as in the service. */
public record ConfiguredProvider(String name, Map<String, String> properties)
    implements ProviderSettings {

  private static final ValidatorFactory VALIDATORS = Validation.buildDefaultValidatorFactory();

  @Override
  public <T> T as(Class<T> record) {
    var validation =
        new ValidationBindHandler(new SpringValidatorAdapter(VALIDATORS.getValidator()));
    return new Binder(new MapConfigurationPropertySource(properties))
        .bindOrCreate("", Bindable.of(record), validation);
  }
}
