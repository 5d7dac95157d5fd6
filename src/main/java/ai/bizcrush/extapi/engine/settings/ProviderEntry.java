package ai.bizcrush.extapi.engine.settings;

import ai.bizcrush.extapi.engine.ProviderSettings;

/** {@code extapi.providers.<name>}. */
record ProviderEntry(String name, SettingsTree tree) implements ProviderSettings {

  @Override
  public <T> T as(Class<T> record) {
    return tree.bind(Providers.PROPERTY + "." + name, record);
  }
}
