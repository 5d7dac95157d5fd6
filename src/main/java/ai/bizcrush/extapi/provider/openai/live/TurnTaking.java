package ai.bizcrush.extapi.provider.openai.live;

import java.util.Locale;

/** Who says where a turn ends. */
public enum TurnTaking {
  /** The server, by its own voice activity detection; text comes when a turn is over. */
  SERVER,

  /** We do, at pauses: for models that write while they hear and refuse turn detection. */
  CLIENT;

  /** What a model of this name takes. */
  static TurnTaking of(String model) {
    String name = model.toLowerCase(Locale.ROOT);
    return name.contains("gpt-realtime") || name.contains("gpt-live") ? CLIENT : SERVER;
  }
}
