package ai.bizcrush.extapi.transcription.live.socket;

import ai.bizcrush.extapi.shared.Credentials;
import ai.bizcrush.extapi.shared.RequestId;
import ai.bizcrush.extapi.transcription.live.wire.StreamQuery;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What the request for a stream said.
 *
 * @param requestId the id of its log lines
 * @param credentials the API keys that it presents
 * @param tokens every different stream token that it presents
 */
record Visit(String requestId, StreamQuery query, Credentials credentials, Set<String> tokens) {

  private static final String PATH = "/v1/stt/stream";
  private static final int MOST_PARAMETERS = 256;

  /** Whether the request names the stream, with or without a slash at its end. */
  static boolean isFor(HttpRequest request) {
    String uri = request.uri();
    if (!uri.startsWith(PATH)) {
      return false;
    }
    int rest = uri.startsWith("/", PATH.length()) ? PATH.length() + 1 : PATH.length();
    return rest == uri.length() || uri.charAt(rest) == '?';
  }

  static Visit of(HttpRequest request) {
    HttpHeaders headers = request.headers();
    Map<String, List<String>> query =
        new QueryStringDecoder(request.uri(), StandardCharsets.UTF_8, true, MOST_PARAMETERS, true)
            .parameters();
    return new Visit(
        RequestId.from(headers.get(RequestId.HEADER)),
        StreamQuery.of(query),
        Credentials.of(
            headers.getAll("X-API-Key"),
            query.getOrDefault("api_key", List.of()),
            headers.getAll(HttpHeaderNames.AUTHORIZATION)),
        query.getOrDefault("token", List.of()).stream()
            .map(String::strip)
            .filter(token -> !token.isEmpty())
            .collect(Collectors.toUnmodifiableSet()));
  }

  /** Keeps the tokens out of logs and exception messages. */
  @Override
  public String toString() {
    return "Visit[" + requestId + "]";
  }
}
