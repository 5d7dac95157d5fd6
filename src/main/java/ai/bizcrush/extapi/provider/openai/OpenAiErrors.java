package ai.bizcrush.extapi.provider.openai;

import ai.bizcrush.extapi.engine.EngineException;
import ai.bizcrush.extapi.engine.http.EngineAnswer;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What the body of a failure adds to its status: {@code {"error": {"message", "type", "param",
 * "code"}}}, or a text in place of the object.
 */
final class OpenAiErrors {

  /** Said with 429, but no waiting helps. */
  private static final Set<String> EMPTY_PURSE =
      Set.of("insufficient_quota", "billing_hard_limit_reached", "billing_not_active");

  /** Said with 400, but of the configuration. */
  private static final Set<String> MISCONFIGURED =
      Set.of("model_not_found", "invalid_model", "unsupported_model");

  private OpenAiErrors() {}

  /** What a failed call says. */
  static EngineException failure(EngineAnswer answer) {
    String code = code(answer.tryAs(Failure.class));
    if (EMPTY_PURSE.contains(code)) {
      return EngineException.broken("the account has no credit", null);
    }
    if (MISCONFIGURED.contains(code)) {
      return EngineException.broken("the model does not exist there", null);
    }
    return answer.failure();
  }

  private static String code(@Nullable Failure body) {
    return body == null || body.error() == null ? "" : body.error().path("code").asString("");
  }

  private record Failure(@Nullable JsonNode error) {}
}
