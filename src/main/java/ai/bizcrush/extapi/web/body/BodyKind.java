package ai.bizcrush.extapi.web.body;

import ai.bizcrush.extapi.shared.ApiException;
import ai.bizcrush.extapi.shared.ErrorCode;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;

/** How a body is to be read, by its {@code Content-Type} and what the endpoint takes. */
enum BodyKind {
  JSON,
  PROTOBUF,
  FILE,
  FORM;

  private static final Set<String> JSON_LIKE =
      Set.of("text/plain", "application/x-www-form-urlencoded");
  private static final Set<String> PROTOBUF_NAMES =
      Set.of("application/x-protobuf", "application/protobuf");
  private static final String BYTES = "application/octet-stream";

  /**
   * @param takesProtobuf whether the endpoint has a protobuf form
   * @param takesFiles whether the endpoint takes uploads
   * @throws ApiException 415
   */
  static BodyKind of(HttpHeaders headers, boolean takesProtobuf, boolean takesFiles) {
    String name = mediaType(headers);
    if (name.isEmpty() || JSON_LIKE.contains(name) || isJson(name)) {
      return JSON;
    }
    if (takesProtobuf && (PROTOBUF_NAMES.contains(name) || name.equals(BYTES))) {
      return PROTOBUF;
    }
    if (takesFiles && name.equals(MediaType.MULTIPART_FORM_DATA_VALUE)) {
      return FORM;
    }
    if (takesFiles && isFile(name)) {
      return FILE;
    }
    throw new ApiException(ErrorCode.UNSUPPORTED_MEDIA_TYPE, "Unsupported content type");
  }

  /** Whether the name is one of protobuf's. */
  static boolean isProtobuf(@Nullable MediaType type) {
    return type != null
        && PROTOBUF_NAMES.contains(
            type.getType() + "/" + type.getSubtype().toLowerCase(Locale.ROOT));
  }

  private static boolean isJson(String name) {
    return name.equals("application/json") || name.endsWith("+json");
  }

  private static boolean isFile(String name) {
    return name.startsWith("audio/")
        || name.startsWith("video/")
        || name.equals("application/ogg")
        || name.equals(BYTES);
  }

  private static String mediaType(HttpHeaders headers) {
    try {
      var type = headers.getContentType();
      return type == null
          ? ""
          : (type.getType() + "/" + type.getSubtype()).toLowerCase(Locale.ROOT);
    } catch (InvalidMediaTypeException e) {
      throw new ApiException(ErrorCode.UNSUPPORTED_MEDIA_TYPE, "Unsupported content type");
    }
  }
}
