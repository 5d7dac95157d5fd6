package ai.bizcrush.extapi.web.body;

import ai.bizcrush.extapi.web.ProtobufForm;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.springframework.core.ResolvableType;
import org.springframework.http.MediaType;
import org.springframework.http.ReactiveHttpOutputMessage;
import org.springframework.http.codec.HttpMessageWriter;
import reactor.core.publisher.Mono;

/** Writes replies that have a {@link ProtobufForm} when protobuf was asked for. */
class ProtobufWriter implements HttpMessageWriter<Object> {

  private final ProtobufForms forms;

  ProtobufWriter(ProtobufForms forms) {
    this.forms = forms;
  }

  @Override
  public List<MediaType> getWritableMediaTypes() {
    return List.of(ReplyFormat.PROTOBUF);
  }

  @Override
  public boolean canWrite(ResolvableType elementType, @Nullable MediaType mediaType) {
    return forms.of(elementType.toClass()) != null
        && (mediaType == null || mediaType.isCompatibleWith(ReplyFormat.PROTOBUF));
  }

  @Override
  public Mono<Void> write(
      Publisher<?> values,
      ResolvableType elementType,
      @Nullable MediaType mediaType,
      ReactiveHttpOutputMessage message,
      Map<String, Object> hints) {
    ProtobufForm<?, ?> form = forms.of(elementType.toClass());
    if (form == null) {
      return Mono.error(new IllegalStateException("no protobuf form"));
    }
    return Mono.from(values)
        .flatMap(
            value -> {
              byte[] bytes = form.print(value);
              message.getHeaders().setContentType(ReplyFormat.PROTOBUF);
              message.getHeaders().setContentLength(bytes.length);
              return message.writeWith(Mono.just(message.bufferFactory().wrap(bytes)));
            });
  }
}
