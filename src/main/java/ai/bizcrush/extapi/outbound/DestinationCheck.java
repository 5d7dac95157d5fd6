package ai.bizcrush.extapi.outbound;

import ai.bizcrush.extapi.outbound.FetchFailed.Reason;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;

/** Decides whether a URL may be reached, and where. */
final class DestinationCheck implements AutoCloseable {

  private final NameLookup names;
  private final AllowList allowed;

  DestinationCheck(HostResolver resolver, AllowList allowed) {
    this.names = new NameLookup(resolver);
    this.allowed = allowed;
  }

  /**
   * Resolves the URL's host, once. One address that may not be reached refuses them all: a name
   * that mixes public and private addresses means no good.
   *
   * @throws FetchFailed when the host is not found in time or an address may not be reached
   */
  Destination check(WebUrl url, Duration timeout) throws InterruptedException {
    WebHost host = url.host();
    InetAddress literal = host.literal();
    List<InetAddress> addresses =
        literal != null ? List.of(literal) : names.addressesOf(host.name(), timeout);
    for (InetAddress address : addresses) {
      if (!PublicAddresses.contains(address) && !allowed.permits(host, url.port(), address)) {
        throw new FetchFailed(Reason.ADDRESS_NOT_ALLOWED);
      }
    }
    return new Destination(url, addresses);
  }

  @Override
  public void close() {
    names.close();
  }
}
