package ai.bizcrush.extapi.identity.keys;

/** A key came to be, which may just have been refused as unknown. */
record ApiKeyCreated(KeyHash hash) {}
