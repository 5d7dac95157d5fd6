package ai.bizcrush.extapi.engine.settings;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotEmpty;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Which engines recognise speech.
 *
 * @param file recordings
 * @param live audio while it is spoken
 */
@Validated
@ConfigurationProperties("extapi.stt")
public record SttSettings(@Valid @DefaultValue Ordered file, @Valid @DefaultValue Ordered live) {

  /**
   * Engines in order.
   *
   * @param route the first is asked first: {@code engine} or {@code engine:policy}
   */
  public record Ordered(@NotEmpty @DefaultValue("embedded") List<String> route) {}
}
