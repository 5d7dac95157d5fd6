package ai.bizcrush.extapi.media;

import ai.bizcrush.extapi.shared.ApiException;
import ai.bizcrush.extapi.shared.ErrorCode;

/** 413: the audio lasts longer than allowed. */
public final class AudioTooLong extends ApiException {

  AudioTooLong() {
    super(ErrorCode.PAYLOAD_TOO_LARGE, "The audio is too long");
  }
}
