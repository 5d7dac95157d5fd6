package ai.bizcrush.extapi.web.server;

import ai.bizcrush.extapi.web.ApiLimits;
import io.netty.channel.ChannelOption;
import org.springframework.boot.reactor.netty.NettyReactiveWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.filter.reactive.UrlHandlerFilter;
import reactor.netty.NettyPipeline;
import tools.jackson.databind.json.JsonMapper;

/** The API listener's HTTP server. */
@Configuration(proxyBeanMethods = false)
class ApiServer {

  private static final int BACKLOG = 4096;

  @Bean
  WebServerFactoryCustomizer<NettyReactiveWebServerFactory> apiServerCustomizer(
      JsonMapper json, ApiLimits limits) {
    var badRequests = new BadRequests(json);
    return factory ->
        factory.addServerCustomizers(
            server ->
                server
                    .option(ChannelOption.SO_BACKLOG, BACKLOG)
                    .childOption(ChannelOption.TCP_NODELAY, true)
                    .readTimeout(limits.bodyIdle())
                    .doOnChannelInit(
                        (observer, channel, address) ->
                            channel
                                .pipeline()
                                .addBefore(
                                    NettyPipeline.HttpTrafficHandler,
                                    "extapi.badRequests",
                                    badRequests)));
  }

  /** One trailing slash means the same path. */
  @Bean
  UrlHandlerFilter trailingSlash() {
    return UrlHandlerFilter.trailingSlashHandler("/**").mutateRequest().build();
  }
}
