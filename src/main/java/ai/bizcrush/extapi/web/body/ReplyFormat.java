package ai.bizcrush.extapi.web.body;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.accept.RequestedContentTypeResolver;
import org.springframework.web.server.ServerWebExchange;

/**
 * In which format a reply goes out: {@code Accept} decides where it names JSON or protobuf, else
 * the format of the request. It never causes a 406: an endpoint without a protobuf form answers in
 * JSON whatever was asked.
 */
class ReplyFormat implements RequestedContentTypeResolver {

  static final MediaType PROTOBUF = MediaType.valueOf("application/x-protobuf");

  private static final List<MediaType> AS_JSON = List.of(MediaType.APPLICATION_JSON, MediaType.ALL);
  private static final List<MediaType> AS_PROTOBUF =
      List.of(PROTOBUF, MediaType.APPLICATION_JSON, MediaType.ALL);

  @Override
  public List<MediaType> resolveMediaTypes(ServerWebExchange exchange) {
    var headers = exchange.getRequest().getHeaders();
    for (MediaType accepted : accepted(headers)) {
      if (BodyKind.isProtobuf(accepted)) {
        return AS_PROTOBUF;
      }
      if (accepted.equalsTypeAndSubtype(MediaType.APPLICATION_JSON)) {
        return AS_JSON;
      }
    }
    var sent = contentType(headers);
    boolean protobuf =
        BodyKind.isProtobuf(sent)
            || (sent != null && sent.equalsTypeAndSubtype(MediaType.APPLICATION_OCTET_STREAM));
    return protobuf ? AS_PROTOBUF : AS_JSON;
  }

  private static List<MediaType> accepted(HttpHeaders headers) {
    try {
      var accepted = headers.getAccept();
      org.springframework.util.MimeTypeUtils.sortBySpecificity(accepted);
      return accepted;
    } catch (IllegalArgumentException e) { // unreadable, or more of them than anybody means
      return List.of();
    }
  }

  private static @Nullable MediaType contentType(HttpHeaders headers) {
    try {
      return headers.getContentType();
    } catch (InvalidMediaTypeException e) {
      return null;
    }
  }
}
