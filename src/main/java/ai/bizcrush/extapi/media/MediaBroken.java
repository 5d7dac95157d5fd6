package ai.bizcrush.extapi.media;

import ai.bizcrush.extapi.shared.ApiException;
import ai.bizcrush.extapi.shared.ErrorCode;
import org.jspecify.annotations.Nullable;

/** 500: our own tools or disk failed; the audio may be fine. */
public final class MediaBroken extends ApiException {

  MediaBroken(@Nullable Throwable cause) {
    super(ErrorCode.INTERNAL, "The audio cannot be processed", null, cause);
  }
}
