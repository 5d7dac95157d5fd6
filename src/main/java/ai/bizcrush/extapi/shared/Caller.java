package ai.bizcrush.extapi.shared;

/**
 * Who makes a request of the API. Controllers take it as an argument.
 *
 * @param keyId the id of the API key that was presented, never the key
 */
public record Caller(UserId user, String keyId) {}
