package ai.bizcrush.extapi.identity;

import ai.bizcrush.extapi.shared.UserId;
import org.jspecify.annotations.Nullable;

/**
 * How a user is shown to those whom they have met.
 *
 * @param email the oldest of their verified addresses; null for a user without any
 */
public record Profile(UserId id, Name displayName, @Nullable EmailAddress email) {}
