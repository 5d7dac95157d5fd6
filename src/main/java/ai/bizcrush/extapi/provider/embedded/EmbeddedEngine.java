package ai.bizcrush.extapi.provider.embedded;

import ai.bizcrush.extapi.engine.EngineFactory;
import ai.bizcrush.extapi.engine.FileRecognizer;
import ai.bizcrush.extapi.engine.LiveRecognizer;
import ai.bizcrush.extapi.engine.ProviderSettings;
import jakarta.annotation.PreDestroy;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.springframework.stereotype.Component;

/** Makes the recognisers of type {@code embedded} and lets go of them when the service stops. */
@Component
class EmbeddedEngine implements EngineFactory {

  private final List<RecognizerPool> pools = new CopyOnWriteArrayList<>();

  @Override
  public String type() {
    return "embedded";
  }

  @Override
  public String defaultPolicy() {
    return "embedded";
  }

  @Override
  public FileRecognizer file(ProviderSettings settings) {
    EmbeddedSettings own = settings.as(EmbeddedSettings.class);
    int permits = own.filePermitsOn(Runtime.getRuntime().availableProcessors());
    var pool =
        new RecognizerPool(
            settings.name() + "-file", permits, own.permitWait(), SphinxRecognizer::load);
    pools.add(pool);
    if (own.warm()) {
      pool.warm();
    }
    return new EmbeddedFileRecognizer(pool);
  }

  @Override
  public String defaultLivePolicy() {
    return "embedded-live";
  }

  @Override
  public LiveRecognizer live(ProviderSettings settings) {
    EmbeddedSettings own = settings.as(EmbeddedSettings.class);
    int permits =
        own.livePermitsOn(
            Runtime.getRuntime().availableProcessors(), Runtime.getRuntime().maxMemory());
    var pool =
        new RecognizerPool(
            settings.name() + "-live", permits, own.permitWait(), SphinxRecognizer::loadLive);
    pools.add(pool);
    if (own.warm()) {
      pool.warm();
    }
    return new EmbeddedLiveRecognizer(pool);
  }

  @PreDestroy
  void close() {
    pools.forEach(RecognizerPool::close);
  }
}
