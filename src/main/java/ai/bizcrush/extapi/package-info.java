/** extapi: a gateway in front of speech engines, with the meetings around them. */
@NullMarked
package ai.bizcrush.extapi;

import org.jspecify.annotations.NullMarked;
