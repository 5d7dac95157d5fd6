package ai.bizcrush.extapi.outbound;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.regex.Pattern;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/**
 * The host of a URL in its one canonical form, so that no spelling of an address passes for a name.
 *
 * @param name a lower-case ASCII name without a trailing dot, or the address as text
 * @param literal the address if the host was written as one, in any form a browser accepts
 */
record WebHost(String name, @Nullable InetAddress literal) {

  /** Stricter than browsers, which let through marks that no name server answers to. */
  private static final Pattern NAME = Pattern.compile("[a-z0-9_-]+(?:\\.[a-z0-9_-]+)*");

  private static final Pattern ENDS_IN_NUMBER = Pattern.compile("(?:.*\\.)?(?:\\d+|0x[0-9a-f]*)");
  private static final Pattern IPV6 = Pattern.compile("\\[([0-9A-Fa-f:.]+)]");

  /**
   * Reads the host part of a URL: a name (percent-encoded and international ones included), IPv4 in
   * one to four decimal, octal or hexadecimal parts, or IPv6 in brackets.
   *
   * @throws IllegalArgumentException when it is none of these
   */
  static WebHost parse(String text) {
    if (text.startsWith("[")) {
      var ipv6 = IPV6.matcher(text);
      if (!ipv6.matches()) {
        throw new IllegalArgumentException("not an IPv6 address");
      }
      return of(Inet6Address.ofLiteral(ipv6.group(1)));
    }
    String name = toAscii(text);
    if (ENDS_IN_NUMBER.matcher(name).matches()) {
      return of(Inet4Address.ofPosixLiteral(name));
    }
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException("not a host name");
    }
    return new WebHost(name, null);
  }

  static WebHost of(InetAddress address) {
    return new WebHost(address.getHostAddress(), address);
  }

  /** As it stands in a URL: IPv6 in brackets. */
  String bracketed() {
    return literal instanceof Inet6Address ? "[" + name + "]" : name;
  }

  /** Decodes, maps by UTS #46 as browsers do, and drops the dot of an absolute name. */
  private static String toAscii(String text) {
    String name = new HttpUrl.Builder().scheme("http").host(text).build().host();
    return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
  }
}
