package ai.bizcrush.extapi.outbound;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/**
 * Turns a host name into addresses. Called on a platform thread, once for each hop of a fetch; it
 * may block, its caller gives up waiting in time. Answers are untrusted: whoever names the host
 * chooses them.
 */
@FunctionalInterface
public interface HostResolver {

  /**
   * All addresses of a name, in the order in which they are tried.
   *
   * @param host a lower-case ASCII name without a trailing dot, never an address literal
   * @throws UnknownHostException when there is none
   */
  List<InetAddress> resolve(String host) throws UnknownHostException;
}
