package ai.bizcrush.extapi.identity.keys;

/**
 * A key that was just created.
 *
 * @param secret what the client sends; this is the only time that it can be shown
 */
public record IssuedApiKey(ApiKey key, String secret) {

  /** Keeps the secret out of logs and exception messages. */
  @Override
  public String toString() {
    return "IssuedApiKey[" + key.id() + "]";
  }
}
