package ai.bizcrush.extapi.engine.http;

/** What a scripted vendor hears in any recording of eight seconds. */
public enum Hearing {
  SPEECH,
  SILENCE,
  TWO_SPEAKERS
}
