package ai.bizcrush.extapi.provider.openai;

import ai.bizcrush.extapi.engine.EngineException;
import ai.bizcrush.extapi.engine.http.EngineAnswer;
import ai.bizcrush.extapi.provider.openai.live.ErrorCodes;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What the body of a failure adds to its status: {@code {"error": {"message", "type", "param",
 * "code"}}}, or a text in place of the object.
 */
final class OpenAiErrors {

  private OpenAiErrors() {}

  /** What a failed call says. */
  static EngineException failure(EngineAnswer answer) {
    String code = code(answer.tryAs(Failure.class));
    if (ErrorCodes.isEmptyPurse(code)) {
      return EngineException.broken("the account has no credit", null);
    }
    if (ErrorCodes.isMisconfigured(code)) {
      return EngineException.broken("the model does not exist there", null);
    }
    return answer.failure();
  }

  private static String code(@Nullable Failure body) {
    return body == null || body.error() == null ? "" : body.error().path("code").asString("");
  }

  private record Failure(@Nullable JsonNode error) {}
}
