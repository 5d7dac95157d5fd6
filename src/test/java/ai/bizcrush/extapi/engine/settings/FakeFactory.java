package ai.bizcrush.extapi.engine.settings;

import ai.bizcrush.extapi.engine.EngineFactory;

/** A kind of engine that has nothing but its name. */
record FakeFactory(String type, String defaultPolicy) implements EngineFactory {

  FakeFactory(String type) {
    this(type, "remote");
  }
}
