package ai.bizcrush.extapi.identity;

import ai.bizcrush.extapi.shared.UserId;
import java.time.Instant;

/** Somebody who has an account here. */
public record User(UserId id, Name displayName, Instant createdAt) {}
