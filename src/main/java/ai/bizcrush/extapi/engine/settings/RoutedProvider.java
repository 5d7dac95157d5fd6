package ai.bizcrush.extapi.engine.settings;

/** A provider at its place in a route, and how it is called there. */
public record RoutedProvider(Provider provider, Policy policy) {

  /** The engine's name in metrics and replies. */
  public String name() {
    return provider.settings().name();
  }
}
