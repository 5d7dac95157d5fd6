package ai.bizcrush.extapi.engine;

/** One entry of {@code extapi.providers}. */
public interface ProviderSettings {

  /** The name of the entry, which routes, metrics and replies use. */
  String name();

  /**
   * The entry bound to a validated record of the provider's own.
   *
   * @throws RuntimeException the settings do not fit: the start ends with a message that names the
   *     property, never its value
   */
  <T> T as(Class<T> record);
}
