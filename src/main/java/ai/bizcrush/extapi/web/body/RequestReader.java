package ai.bizcrush.extapi.web.body;

import ai.bizcrush.extapi.shared.ApiException;
import ai.bizcrush.extapi.web.ApiLimits;
import ai.bizcrush.extapi.web.ProtobufForm;
import ai.bizcrush.extapi.web.Upload;
import ai.bizcrush.extapi.web.json.RequestJson;
import com.google.protobuf.InvalidProtocolBufferException;
import java.io.EOFException;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;
import org.springframework.core.ResolvableType;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.MediaType;
import org.springframework.http.ReactiveHttpInputMessage;
import org.springframework.http.codec.HttpMessageReader;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpResponse;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * Reads every {@code @RequestBody} record of the API: JSON whatever its {@code Content-Type} is
 * called, protobuf where the record has a {@link ProtobufForm}, files where it has an {@link
 * Upload}. Small bodies are parsed on the event loop, large ones and files on a virtual thread.
 */
class RequestReader implements HttpMessageReader<Object> {

  /** A longer JSON body would hold up the streams that share the event loop. */
  private static final int PARSED_ON_THE_LOOP = 32 * 1024;

  /** What the parts of a form may need beside the file. */
  private static final long FORM_OVERHEAD = 1024 * 1024;

  private static final byte[] NOTHING = {};

  /** A form is not an empty body, whatever is in it. */
  private static final byte[] NO_FIELDS = {'{', '}'};

  private final RequestJson json;
  private final UploadSpool spool;
  private final ApiLimits limits;
  private final ProtobufForms protobuf;
  private final Scheduler blocking;

  RequestReader(
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
  public List<MediaType> getReadableMediaTypes() {
    return List.of(MediaType.ALL);
  }

  @Override
  public boolean canRead(ResolvableType elementType, @Nullable MediaType mediaType) {
    return elementType.toClass().isRecord();
  }

  @Override
  public Mono<Object> readMono(
      ResolvableType actualType,
      ResolvableType elementType,
      ServerHttpRequest request,
      ServerHttpResponse response,
      Map<String, Object> hints) {
    return readMono(elementType, request, hints);
  }

  private Mono<Object> read(Class<?> type, ServerHttpRequest request) {
    var headers = request.getHeaders();
    var form = protobuf.of(type);
    var query = Map.copyOf(request.getQueryParams());
    var kind = BodyKind.of(headers, form != null, takesFiles(type));
    if (kind == BodyKind.FILE || kind == BodyKind.FORM) {
      long limit = limits.fileSize().toBytes() + (kind == BodyKind.FORM ? FORM_OVERHEAD : 0);
      BodyEncoding.check(headers, limit);
      return Mono.fromCallable(() -> upload(type, request, kind, limit, query))
          .subscribeOn(blocking);
    }
    int limit = Math.toIntExact(limits.jsonBody().toBytes());
    BodyEncoding.check(headers, limit);
    return join(request, limit)
        .map(
            bytes ->
                kind == BodyKind.PROTOBUF && form != null
                    ? message(form, bytes)
                    : json.read(type, bytes, query, null));
  }

  private Mono<byte[]> join(ServerHttpRequest request, int limit) {
    var headers = request.getHeaders();
    boolean compressed = BodyEncoding.isCompressed(headers);
    Mono<byte[]> bytes =
        DataBufferUtils.join(request.getBody(), limit)
            .map(RequestReader::take)
            .onErrorMap(
                DataBufferLimitException.class, e -> ApiException.tooLarge("Payload too large"))
            .defaultIfEmpty(NOTHING);
    long length = headers.getContentLength();
    if (compressed || length < 0 || length > PARSED_ON_THE_LOOP) {
      bytes =
          bytes
              .publishOn(blocking)
              .map(b -> compressed ? BodyEncoding.inflate(b, headers, limit) : b);
    }
    return bytes;
  }

  private Object message(ProtobufForm<?, ?> form, byte[] bytes) {
    try {
      return json.validated(form.parse(bytes));
    } catch (InvalidProtocolBufferException e) {
      throw ApiException.invalid("Invalid protobuf");
    }
  }

  private Object upload(
      Class<?> type,
      ServerHttpRequest request,
      BodyKind kind,
      long limit,
      Map<String, List<String>> query) {
    Upload file = null;
    try (var sent = RequestBody.open(request, limit)) {
      var fields = new LinkedHashMap<>(query);
      if (kind == BodyKind.FORM) {
        var form = new FormReader(spool);
        try {
          form.read(sent.content(), mediaType(request));
        } finally {
          file = form.file();
        }
        fields.putAll(form.fields());
      } else {
        file = spool.write(sent.content(), request.getHeaders().getContentLength());
      }
      sent.finish();
      if (file != null && file.size() == 0) {
        throw ApiException.invalid("Empty request body");
      }
      if (file != null && file.size() > limits.fileSize().toBytes()) {
        throw ApiException.tooLarge("Payload too large");
      }
      byte[] body = kind == BodyKind.FORM ? NO_FIELDS : NOTHING;
      Object bound = json.read(type, body, fields, file);
      if (file != null) {
        var taken = file;
        Uploads.onCompletion(request, () -> spool.discard(taken));
      }
      return bound;
    } catch (ZipException | EOFException e) {
      discard(file);
      throw ApiException.invalid("Invalid body");
    } catch (IOException e) {
      discard(file); // the connection broke: what the disk says is told by the spool
      throw ApiException.invalid("Incomplete body");
    } catch (RuntimeException e) {
      discard(file);
      throw e;
    }
  }

  private void discard(@Nullable Upload file) {
    if (file != null) {
      spool.discard(file);
    }
  }

  private static MediaType mediaType(ServerHttpRequest request) {
    var type = request.getHeaders().getContentType();
    if (type == null) {
      throw new IllegalStateException("a form has a content type");
    }
    return type;
  }

  private static boolean takesFiles(Class<?> type) {
    return Arrays.stream(type.getRecordComponents()).anyMatch(c -> c.getType() == Upload.class);
  }

  private static byte[] take(DataBuffer buffer) {
    try {
      byte[] bytes = new byte[buffer.readableByteCount()];
      buffer.read(bytes);
      return bytes;
    } finally {
      DataBufferUtils.release(buffer);
    }
  }

  @Override
  public Flux<Object> read(
      ResolvableType elementType, ReactiveHttpInputMessage message, Map<String, Object> hints) {
    return Flux.error(new IllegalStateException("A request has one body"));
  }

  @Override
  public Mono<Object> readMono(
      ResolvableType elementType, ReactiveHttpInputMessage message, Map<String, Object> hints) {
    return Mono.defer(() -> read(elementType.toClass(), (ServerHttpRequest) message));
  }
}
