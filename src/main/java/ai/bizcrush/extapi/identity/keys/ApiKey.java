package ai.bizcrush.extapi.identity.keys;

import ai.bizcrush.extapi.identity.Name;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A live key as its owner sees it in a list.
 *
 * @param lastFour the last four characters of the key, all that is kept of it readable
 * @param lastUsedAt to the minute or so; null if it was never used
 */
public record ApiKey(
    String id, Name name, String lastFour, Instant createdAt, @Nullable Instant lastUsedAt) {}
