package ai.bizcrush.extapi.web.body;

import ai.bizcrush.extapi.web.ApiLimits;
import ai.bizcrush.extapi.web.json.RequestJson;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.codec.ServerCodecConfigurer;
import org.springframework.web.reactive.accept.RequestedContentTypeResolverBuilder;
import org.springframework.web.reactive.config.WebFluxConfigurer;
import reactor.core.scheduler.Scheduler;

/** Puts our readers and writers in front of WebFlux's own. */
@Configuration(proxyBeanMethods = false)
class Codecs implements WebFluxConfigurer {

  private final RequestJson json;
  private final UploadSpool spool;
  private final ApiLimits limits;
  private final ProtobufForms protobuf;
  private final Scheduler blocking;

  Codecs(
      RequestJson json,
      UploadSpool spool,
      ApiLimits limits,
      ProtobufForms protobuf,
      Scheduler blocking) {
    this.json = json;
    this.spool = spool;
    this.limits = limits;
    this.protobuf = protobuf;
    this.blocking = blocking;
  }

  @Override
  public void configureHttpMessageCodecs(ServerCodecConfigurer configurer) {
    configurer.customCodecs().register(new RequestReader(json, spool, limits, protobuf, blocking));
    configurer.customCodecs().register(new ProtobufWriter(protobuf));
  }

  @Override
  public void configureContentTypeResolver(RequestedContentTypeResolverBuilder builder) {
    builder.resolver(new ReplyFormat());
  }
}
