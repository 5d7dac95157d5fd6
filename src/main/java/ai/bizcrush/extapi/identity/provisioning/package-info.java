/** The accounts that exist from the start: those the operator names, or else a demo user. */
@NullMarked
package ai.bizcrush.extapi.identity.provisioning;

import org.jspecify.annotations.NullMarked;
