package ai.bizcrush.extapi.engine.settings;

/**
 * A setting does not fit: the start ends here. The message names the property and what is wrong
 * with it, never its value; there is no cause, for causes quote values.
 */
public final class InvalidSetting extends RuntimeException {

  public InvalidSetting(String property, String reason) {
    this(property + ": " + reason);
  }

  InvalidSetting(String message) {
    super(message);
  }
}
