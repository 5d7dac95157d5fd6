package ai.bizcrush.extapi.engine;

/** A condition of an engine that {@link FileRecognizerContract} puts a recogniser into. */
public enum Scene {
  /** Answers as on a good day: speech with times, in one language. */
  SPEECH,
  /** Heard the recording through, and nobody spoke. */
  SILENCE,
  /** Two people take turns. */
  TWO_SPEAKERS,
  /** Nothing listens where the engine should be. */
  CONNECTION_REFUSED,
  /** Takes the connection and the audio, and never says a byte. */
  BLACK_HOLE,
  /** Works on, far longer than any test; for a remote engine it may be the black hole. */
  ENDLESS,
  /** The audio or the request is not to its taste: 400. */
  INPUT_REFUSED,
  /** 401. */
  UNAUTHENTICATED,
  /** 402. */
  PAYMENT_REQUIRED,
  /** 429 with {@code Retry-After: 7}. */
  OVER_CAPACITY,
  /** 500. */
  SERVER_ERROR,
  /** 503. */
  TEMPORARILY_UNAVAILABLE,
  /**
   * 200 and well-formed in the engine's own format, but senseless: {@link
   * FileRecognizerContract#SPOKEN} stands where a number belongs.
   */
  GARBAGE,
  /** 200 and a web page that shows {@link FileRecognizerContract#SPOKEN}. */
  WEB_PAGE,
  /** 200 and a good answer that breaks off in the middle, though the transfer is complete. */
  TRUNCATED,
  /** The connection is reset in the middle of the answer. */
  RESET,
  /** 200 and an answer of more than 16 MB, good as it may be. */
  OVERSIZED,
  /** A good answer, a byte now and then, that lasts far longer than the attempt may. */
  SLOW_BYTES
}
