package ai.bizcrush.extapi.identity.keys;

/** A key was taken back for good. */
record ApiKeyRevoked(String id, KeyHash hash) {}
