package ai.bizcrush.extapi.engine.settings;

import ai.bizcrush.extapi.engine.EngineFactory;
import ai.bizcrush.extapi.engine.ProviderSettings;

/** An entry of {@code extapi.providers} with the kind of engine that it names. */
public record Provider(ProviderSettings settings, EngineFactory factory) {}
