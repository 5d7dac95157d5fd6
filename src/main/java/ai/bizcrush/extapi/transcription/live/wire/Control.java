package ai.bizcrush.extapi.transcription.live.wire;

import ai.bizcrush.extapi.proto.SttStreamControl;
import org.jspecify.annotations.Nullable;

/** What a client says beside its audio: {@code {"type":"end"|"finalize"|"keepalive"}}. */
enum Control {
  END,
  FINALIZE,
  KEEPALIVE;

  static @Nullable Control named(String name) {
    for (Control control : values()) {
      if (control.name().equalsIgnoreCase(name.strip())) {
        return control;
      }
    }
    return null;
  }

  static @Nullable Control of(SttStreamControl control) {
    return switch (control.getType()) {
      case END -> END;
      case FINALIZE -> FINALIZE;
      case KEEPALIVE -> KEEPALIVE;
      case TYPE_UNSPECIFIED, UNRECOGNIZED -> null;
    };
  }
}
