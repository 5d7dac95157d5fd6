package ai.bizcrush.extapi.outbound;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import org.springframework.boot.http.client.InetAddressFilter;

/**
 * Which addresses belong to the public Internet. IPv6 is refused unless known to be public: only
 * global unicast counts, and a form that carries an IPv4 address is as public as that address.
 * Deprecated translations (6to4, Teredo, IPv4-compatible) never count.
 */
final class PublicAddresses {

  private static final InetAddressFilter EXTERNAL = InetAddressFilter.externalAddresses();

  /** Azure answers its machines at an address that looks public. */
  private static final InetAddressFilter CLOUD_METADATA = InetAddressFilter.of("168.63.129.16");

  private static final InetAddressFilter GLOBAL_UNICAST =
      InetAddressFilter.of("2000::/3").andNot("3fff::/20");

  private static final InetAddressFilter NAT64 = InetAddressFilter.of("64:ff9b::/96");

  private PublicAddresses() {}

  static boolean contains(InetAddress address) {
    byte[] bytes = address.getAddress();
    if (bytes.length == 4) {
      return EXTERNAL.matches(address) && !CLOUD_METADATA.matches(address);
    }
    if (NAT64.matches(address)) {
      return contains(embedded(bytes));
    }
    return GLOBAL_UNICAST.matches(address)
        && EXTERNAL.matches(address)
        && (!isIsatap(bytes) || contains(embedded(bytes)));
  }

  /** RFC 5214: an interface identifier 0:5efe:a.b.c.d, with or without the universal bit. */
  private static boolean isIsatap(byte[] bytes) {
    return (bytes[8] & 0xfd) == 0 && bytes[9] == 0 && bytes[10] == 0x5e && bytes[11] == (byte) 0xfe;
  }

  private static InetAddress embedded(byte[] bytes) {
    try {
      return InetAddress.getByAddress(Arrays.copyOfRange(bytes, 12, 16));
    } catch (UnknownHostException e) {
      throw new AssertionError("four bytes are an address", e);
    }
  }
}
