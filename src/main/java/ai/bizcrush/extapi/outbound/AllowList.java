package ai.bizcrush.extapi.outbound;

import java.net.InetAddress;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.http.client.InetAddressFilter;

/**
 * The targets that may be reached although their addresses are not public. An entry that is a name
 * allows whatever the name resolves to; an address or a block allows every name that leads there.
 */
final class AllowList {

  private static final Pattern BLOCK = Pattern.compile("(.+)/(\\d{1,3})");
  private static final Pattern BARE_IPV6 = Pattern.compile("[0-9A-Fa-f.]*:[0-9A-Fa-f.]*:.*");
  private static final Pattern HOST_AND_PORT = Pattern.compile("(\\[[^]]*]|[^:]+)(?::(\\d{1,5}))?");

  private final List<Entry> entries;

  private AllowList(List<Entry> entries) {
    this.entries = entries;
  }

  /**
   * Reads the entries: {@code host}, {@code host:port}, {@code address}, {@code address:port} (IPv6
   * in brackets if a port follows), or a block in CIDR notation.
   *
   * @throws IllegalArgumentException naming the first entry that is none of these
   */
  static AllowList of(List<String> entries) {
    return new AllowList(entries.stream().map(AllowList::entry).toList());
  }

  boolean permits(WebHost host, int port, InetAddress address) {
    return entries.stream().anyMatch(entry -> entry.matches(host, port, address));
  }

  private static Entry entry(String text) {
    try {
      return parse(text.strip());
    } catch (IllegalArgumentException _) {
      throw new IllegalArgumentException(
          "extapi.outbound.allow: '%s' is none of host, host:port, address, address:port, [IPv6]:port, block/prefix"
              .formatted(text));
    }
  }

  private static Entry parse(String text) {
    Matcher block = BLOCK.matcher(text);
    if (block.matches()) {
      return new Entry(null, block(text, block.group(1), block.group(2)), null);
    }
    if (BARE_IPV6.matcher(text).matches()) {
      return target(WebHost.of(InetAddress.ofLiteral(text)), null);
    }
    Matcher target = HOST_AND_PORT.matcher(text);
    if (!target.matches()) {
      throw new IllegalArgumentException("not host:port");
    }
    return target(WebHost.parse(target.group(1)), port(target.group(2)));
  }

  private static InetAddressFilter block(String text, String first, String prefix) {
    InetAddress address = InetAddress.ofLiteral(first);
    int length = address.getAddress().length;
    boolean shortened = length == 4 && !address.getHostAddress().equals(first);
    if (shortened || Integer.parseInt(prefix) > length * 8) {
      throw new IllegalArgumentException("not a block");
    }
    // A prefix of zero would match the other family too.
    return InetAddressFilter.of(text).and(other -> other.getAddress().length == length);
  }

  private static Entry target(WebHost host, @Nullable Integer port) {
    InetAddress address = host.literal();
    return address == null
        ? new Entry(host.name(), InetAddressFilter.none(), port)
        : new Entry(null, address::equals, port);
  }

  private static @Nullable Integer port(@Nullable String digits) {
    if (digits == null) {
      return null;
    }
    int port = Integer.parseInt(digits);
    if (port < 1 || port > 65_535) {
      throw new IllegalArgumentException("not a port");
    }
    return port;
  }

  /**
   * @param port null for every port
   */
  private record Entry(@Nullable String name, InetAddressFilter addresses, @Nullable Integer port) {

    boolean matches(WebHost host, int at, InetAddress address) {
      boolean named = host.literal() == null && host.name().equals(name);
      return (port == null || port == at) && (named || addresses.matches(address));
    }
  }
}
