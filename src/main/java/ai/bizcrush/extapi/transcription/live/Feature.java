package ai.bizcrush.extapi.transcription.live;

/** What a client opts in to with {@code features}, by its name in lower case. */
public enum Feature {
  /** The words of each chunk. */
  WORDS,
  /** When each chunk begins and ends, and its confidence. */
  TIMESTAMPS,
  /** The language of each chunk. */
  LANGUAGE,
  /** How far the stream is stored, and the token to resume it. */
  ACKS
}
