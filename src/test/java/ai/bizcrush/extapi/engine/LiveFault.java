package ai.bizcrush.extapi.engine;

/** A condition of an engine that {@link LiveRecognizerContract} puts a recogniser into. */
public enum LiveFault {
  /** A good day. */
  NONE,
  /** Nothing listens where the engine should be. */
  CONNECTION_REFUSED,
  /** Takes the connection and does not say a byte, TLS included. */
  HANGING_CONNECTION,
  /** Hears what the session begins with and never answers. */
  NO_ANSWER,
  /** 400. */
  INPUT_REFUSED,
  /** 401. */
  UNAUTHENTICATED,
  /** 402. */
  PAYMENT_REQUIRED,
  /** 429 with {@code Retry-After: 7}. */
  OVER_CAPACITY,
  /** 503. */
  TEMPORARILY_UNAVAILABLE,
  /** After some audio it reads on and never says a word again. */
  STALL,
  /** After some audio it reads nothing any more. */
  SLOW_READER,
  /** After some audio the connection ends without a close frame. */
  CUT,
  /** After some audio the connection is reset. */
  RESET,
  /** After some audio it closes with 1011. */
  INTERNAL_ERROR,
  /** After some audio it says, in its own format, that it failed for now, and closes. */
  ERROR_MESSAGE,
  /** After some audio it says, in its own format or by closing, that the session was too long. */
  MAXIMUM_DURATION,
  /** After some audio it sends what is not of its format, with the word that nobody may read. */
  MALFORMED,
  /** After some audio it sends a message of more than 16 MB. */
  OVERSIZED,
  /** Each final is said twice. */
  DUPLICATE_FINALS,
  /** Between others there are finals without words. */
  EMPTY_FINALS,
  /** Nothing but what the format requires: no times, confidence, speakers, languages. */
  MISSING_FIELDS,
  /** There is U+0000 in the texts. */
  NUL,
  /** A word is a megabyte long. */
  BIG_TEXT
}
