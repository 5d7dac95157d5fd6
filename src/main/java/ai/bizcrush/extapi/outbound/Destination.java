package ai.bizcrush.extapi.outbound;

import java.net.InetAddress;
import java.util.List;

/**
 * A URL with the addresses that were checked for it, the only ones a connection may be made to.
 *
 * @param addresses at least one, in the order in which they are tried
 */
record Destination(WebUrl url, List<InetAddress> addresses) {

  Destination {
    addresses = List.copyOf(addresses);
  }
}
