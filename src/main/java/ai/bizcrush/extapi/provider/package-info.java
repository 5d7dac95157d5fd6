/** The engines that ship with the service, a package each. */
@NullMarked
package ai.bizcrush.extapi.provider;

import org.jspecify.annotations.NullMarked;
