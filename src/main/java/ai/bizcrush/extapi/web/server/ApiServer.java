package ai.bizcrush.extapi.web.server;

import ai.bizcrush.extapi.web.ApiLimits;
import ai.bizcrush.extapi.web.ConnectionExtension;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPipeline;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.reactor.netty.NettyReactiveWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.util.function.SingletonSupplier;
import org.springframework.web.filter.reactive.UrlHandlerFilter;
import reactor.netty.NettyPipeline;
import tools.jackson.databind.json.JsonMapper;

/** The API listener's HTTP server. */
@Configuration(proxyBeanMethods = false)
class ApiServer {

  private static final int BACKLOG = 4096;

  @Bean
  WebServerFactoryCustomizer<NettyReactiveWebServerFactory> apiServerCustomizer(
      JsonMapper json, ApiLimits limits, ObjectProvider<ConnectionExtension> extensions) {
    var badRequests = new BadRequests(json);
    // the server is made before most beans, its first connection comes after all of them
    var extending = SingletonSupplier.of(() -> extensions.orderedStream().toList());
    return factory ->
        factory.addServerCustomizers(
            server ->
                server
                    .option(ChannelOption.SO_BACKLOG, BACKLOG)
                    .childOption(ChannelOption.TCP_NODELAY, true)
                    .readTimeout(limits.bodyIdle())
                    .doOnChannelInit(
                        (observer, channel, address) -> {
                          var pipeline = channel.pipeline();
                          before(pipeline, badRequests);
                          extending.obtain().forEach(e -> before(pipeline, e.newHandler()));
                        }));
  }

  private static void before(ChannelPipeline pipeline, ChannelHandler handler) {
    pipeline.addBefore(NettyPipeline.HttpTrafficHandler, null, handler);
  }

  /** One trailing slash means the same path. */
  @Bean
  UrlHandlerFilter trailingSlash() {
    return UrlHandlerFilter.trailingSlashHandler("/**").mutateRequest().build();
  }
}
