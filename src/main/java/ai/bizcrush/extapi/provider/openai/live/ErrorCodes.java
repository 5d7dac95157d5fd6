package ai.bizcrush.extapi.provider.openai.live;

import java.util.Set;

/** Codes of errors that mean the same wherever OpenAI says them. */
public final class ErrorCodes {

  /** Said like a limit of the rate, but no waiting helps. */
  private static final Set<String> EMPTY_PURSE =
      Set.of("insufficient_quota", "billing_hard_limit_reached", "billing_not_active");

  /** Said like bad input, but of the configuration. */
  private static final Set<String> MISCONFIGURED =
      Set.of("model_not_found", "invalid_model", "unsupported_model");

  private ErrorCodes() {}

  public static boolean isEmptyPurse(String code) {
    return EMPTY_PURSE.contains(code);
  }

  public static boolean isMisconfigured(String code) {
    return MISCONFIGURED.contains(code);
  }
}
