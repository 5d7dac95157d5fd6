package ai.bizcrush.extapi.engine;

import java.time.Duration;

/**
 * What one attempt may take.
 *
 * @param connectTimeout until the connection stands, TLS included
 * @param firstByteTimeout from the last byte sent to the first byte of the answer
 * @param timeout for the whole attempt, polling included; never more than what is left of the
 *     request's own deadline
 */
public record EngineCall(Duration connectTimeout, Duration firstByteTimeout, Duration timeout) {}
