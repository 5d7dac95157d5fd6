package ai.bizcrush.extapi.identity.keys;

import ai.bizcrush.extapi.shared.ApiException;
import ai.bizcrush.extapi.shared.ErrorCode;

/** 409: the user has as many live keys as one may have. */
public class TooManyApiKeys extends ApiException {

  TooManyApiKeys() {
    super(ErrorCode.CONFLICT, "At most " + ApiKeys.MOST + " API keys are allowed");
  }
}
