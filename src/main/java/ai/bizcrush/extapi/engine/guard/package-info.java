/** Time-outs, retries, breakers and permits: the same around every kind of engine. */
@NullMarked
package ai.bizcrush.extapi.engine.guard;

import org.jspecify.annotations.NullMarked;
