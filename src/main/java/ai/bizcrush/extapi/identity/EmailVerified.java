package ai.bizcrush.extapi.identity;

import ai.bizcrush.extapi.shared.UserId;

/** An address was proven to be a user's. Published once, in the transaction that stores it. */
public record EmailVerified(UserId user, EmailAddress address) {}
