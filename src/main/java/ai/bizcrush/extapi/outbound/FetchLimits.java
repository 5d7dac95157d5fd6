package ai.bizcrush.extapi.outbound;

import java.time.Duration;
import org.springframework.util.Assert;
import org.springframework.util.unit.DataSize;

/**
 * What one fetch may cost.
 *
 * @param maxSize bytes of the file, this many included
 * @param connect for each of: looking the name up, connecting to one address, one read of the TLS
 *     handshake
 * @param firstByte from the request to the first byte of the reply, and between bytes of its head
 * @param idle between two bytes of the body
 * @param total for everything, redirects included
 * @param maxRedirects redirects that are followed; the next one fails
 */
public record FetchLimits(
    DataSize maxSize,
    Duration connect,
    Duration firstByte,
    Duration idle,
    Duration total,
    int maxRedirects) {

  public FetchLimits {
    Assert.isTrue(maxSize.toBytes() > 0, "maxSize must be positive");
    Assert.isTrue(
        connect.isPositive() && firstByte.isPositive() && idle.isPositive() && total.isPositive(),
        "time-outs must be positive");
    Assert.isTrue(maxRedirects >= 0, "maxRedirects must not be negative");
  }

  /** The same with another total time. */
  public FetchLimits within(Duration total) {
    return new FetchLimits(maxSize, connect, firstByte, idle, total, maxRedirects);
  }
}
