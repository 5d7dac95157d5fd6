package ai.bizcrush.extapi.engine.socket;

import io.netty.resolver.dns.DefaultDnsCache;
import io.netty.resolver.dns.DnsAddressResolverGroup;
import io.netty.resolver.dns.DnsNameResolverBuilder;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/** Resolves hosts without blocking; what one loop has found out the others know too. */
final class Names implements AutoCloseable {

  private final Map<Transport, DnsAddressResolverGroup> resolvers = new EnumMap<>(Transport.class);

  Names(Duration timeout) {
    var cache = new DefaultDnsCache();
    for (Transport transport : Transport.values()) {
      var builder =
          new DnsNameResolverBuilder()
              .datagramChannelType(transport.datagrams())
              .resolveCache(cache)
              .queryTimeoutMillis(timeout.toMillis());
      resolvers.put(transport, new DnsAddressResolverGroup(builder));
    }
  }

  DnsAddressResolverGroup resolver(Transport transport) {
    return Objects.requireNonNull(resolvers.get(transport));
  }

  @Override
  public void close() {
    resolvers.values().forEach(DnsAddressResolverGroup::close);
  }
}
