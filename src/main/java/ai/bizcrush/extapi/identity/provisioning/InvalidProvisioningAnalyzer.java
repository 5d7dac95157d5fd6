package ai.bizcrush.extapi.identity.provisioning;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says what the operator has to correct, in place of a stack trace. */
class InvalidProvisioningAnalyzer extends AbstractFailureAnalyzer<InvalidProvisioning> {

  @Override
  protected FailureAnalysis analyze(Throwable root, InvalidProvisioning cause) {
    return new FailureAnalysis(
        "The setting %s %s.".formatted(cause.property(), cause.reason()),
        "Correct %s; its value is not shown here, as it may be a secret."
            .formatted(cause.property()),
        cause);
  }
}
