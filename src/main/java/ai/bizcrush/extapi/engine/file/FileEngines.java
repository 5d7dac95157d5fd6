package ai.bizcrush.extapi.engine.file;

import ai.bizcrush.extapi.engine.FileRecognizer;
import ai.bizcrush.extapi.engine.guard.EngineGuards;
import ai.bizcrush.extapi.engine.settings.InvalidSetting;
import ai.bizcrush.extapi.engine.settings.Provider;
import ai.bizcrush.extapi.engine.settings.RoutedProvider;
import ai.bizcrush.extapi.engine.settings.SttRoutes;
import java.util.List;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/** The engines of the route for recordings, in its order, made once. */
@Component
final class FileEngines {

  private final List<FileEngine> engines;

  @Autowired
  FileEngines(SttRoutes routes, EngineGuards guards) {
    this.engines = routes.file().stream().map(entry -> engine(entry, guards)).toList();
  }

  /** With engines of one's own. */
  FileEngines(List<FileEngine> engines) {
    this.engines = engines;
  }

  List<FileEngine> inOrder() {
    return engines;
  }

  private static FileEngine engine(RoutedProvider entry, EngineGuards guards) {
    Provider provider = entry.provider();
    FileRecognizer recognizer = provider.factory().file(provider.settings());
    if (recognizer == null) {
      throw new InvalidSetting(
          SttRoutes.FILE, "the engine '" + entry.name() + "' does not take recordings");
    }
    return new FileEngine(
        entry.name(), recognizer, guards.guard(entry.name(), "file", entry.policy()));
  }
}
