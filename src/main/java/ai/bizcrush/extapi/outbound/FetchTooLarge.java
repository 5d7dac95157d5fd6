package ai.bizcrush.extapi.outbound;

import ai.bizcrush.extapi.shared.ApiException;
import ai.bizcrush.extapi.shared.ErrorCode;

/** 413: the file behind a URL is over the byte limit, as announced or as counted. */
public class FetchTooLarge extends ApiException {

  FetchTooLarge() {
    super(ErrorCode.PAYLOAD_TOO_LARGE, "File too large");
  }
}
