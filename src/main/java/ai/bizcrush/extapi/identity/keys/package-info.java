/** API keys: issued, listed, revoked, and recognised in requests without a query for each. */
@NamedInterface("keys")
@NullMarked
package ai.bizcrush.extapi.identity.keys;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
