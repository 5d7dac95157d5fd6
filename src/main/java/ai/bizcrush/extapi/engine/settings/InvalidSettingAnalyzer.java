package ai.bizcrush.extapi.engine.settings;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Shows a setting that does not fit instead of a stack trace. */
final class InvalidSettingAnalyzer extends AbstractFailureAnalyzer<InvalidSetting> {

  @Override
  protected FailureAnalysis analyze(Throwable root, InvalidSetting cause) {
    return new FailureAnalysis(
        cause.getMessage(),
        "Correct the setting, in the configuration or in its environment variable.",
        cause);
  }
}
