package ai.bizcrush.extapi.identity;

import ai.bizcrush.extapi.shared.ApiException;
import ai.bizcrush.extapi.shared.ErrorCode;

/** 409: the address is already another user's. */
public class EmailInUse extends ApiException {

  EmailInUse() {
    super(ErrorCode.ALREADY_EXISTS, "Email address already in use");
  }
}
