package ai.bizcrush.extapi.outbound;

import ai.bizcrush.extapi.outbound.FetchFailed.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An http or https URL, read as browsers read one (the WHATWG URL standard, narrowed to these two
 * schemes): white space around it and tabs and newlines in it are dropped, backslashes are slashes,
 * dot segments are resolved, illegal characters are percent-encoded, everything else stays byte for
 * byte. The fragment is dropped. Unlike in a browser an {@code @} before the host is refused even
 * if the credentials are empty.
 *
 * @param secure whether the scheme is https
 * @param port 1 to 65535, the scheme's own if none is given
 * @param path starts with a slash, percent-encoded
 * @param query with its question mark, percent-encoded, or empty
 */
record WebUrl(boolean secure, WebHost host, int port, String path, String query) {

  private static final int MAX_LENGTH = 16_384;
  private static final Pattern SCHEME =
      Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*):(.*)", Pattern.DOTALL);
  private static final Pattern REST =
      Pattern.compile("([^?#]*)(\\?[^#]*)?(?:#.*)?", Pattern.DOTALL);
  private static final Pattern AUTHORITY =
      Pattern.compile("(\\[[^]]*]|[^:\\[]+)(?::([0-9]{0,9}))?");
  private static final Pattern DOT = Pattern.compile("%2e", Pattern.CASE_INSENSITIVE);

  /**
   * Reads an absolute URL.
   *
   * @throws FetchFailed when it is none, its scheme is another, or it has credentials
   */
  static WebUrl parse(String text) {
    Matcher scheme = SCHEME.matcher(clean(text));
    if (!scheme.matches()) {
      throw new FetchFailed(Reason.NOT_A_URL);
    }
    return absolute(isSecure(scheme.group(1)), scheme.group(2));
  }

  /**
   * Reads a reference, as in {@code Location}, relative to this URL.
   *
   * @throws FetchFailed as {@link #parse} does
   */
  WebUrl resolve(String reference) {
    String text = clean(reference);
    Matcher scheme = SCHEME.matcher(text);
    boolean target = secure;
    if (scheme.matches()) {
      target = isSecure(scheme.group(1));
      text = scheme.group(2);
    }
    boolean authority = text.length() > 1 && isSlash(text.charAt(0)) && isSlash(text.charAt(1));
    return authority || target != secure ? absolute(target, text) : relative(text);
  }

  /** What the request line asks for. */
  String target() {
    return path + query;
  }

  /** The value of {@code Host}. */
  String authority() {
    return port == defaultPort(secure) ? host.bracketed() : host.bracketed() + ":" + port;
  }

  /** Keeps the URL out of logs and exception messages: it may carry a signature. */
  @Override
  public String toString() {
    return "WebUrl";
  }

  private static String clean(String text) {
    if (text.length() > MAX_LENGTH) {
      throw new FetchFailed(Reason.NOT_A_URL);
    }
    return text.trim().replaceAll("[\t\n\r]", "");
  }

  private static boolean isSecure(String scheme) {
    return switch (scheme.toLowerCase(Locale.ROOT)) {
      case "http" -> false;
      case "https" -> true;
      default -> throw new FetchFailed(Reason.SCHEME_NOT_ALLOWED);
    };
  }

  private static WebUrl absolute(boolean secure, String afterScheme) {
    int start = 0;
    while (start < afterScheme.length() && isSlash(afterScheme.charAt(start))) {
      start++;
    }
    int end = start;
    while (end < afterScheme.length()
        && !isSlash(afterScheme.charAt(end))
        && "?#".indexOf(afterScheme.charAt(end)) < 0) {
      end++;
    }
    String authority = afterScheme.substring(start, end);
    if (authority.contains("@")) {
      throw new FetchFailed(Reason.CREDENTIALS_NOT_ALLOWED);
    }
    Matcher parts = AUTHORITY.matcher(authority);
    if (!parts.matches()) {
      throw new FetchFailed(Reason.NOT_A_URL);
    }
    var root = new WebUrl(secure, host(parts.group(1)), port(parts.group(2), secure), "/", "");
    return root.relative(afterScheme.substring(end));
  }

  private WebUrl relative(String reference) {
    Matcher rest = REST.matcher(reference);
    if (!rest.matches()) {
      throw new FetchFailed(Reason.NOT_A_URL);
    }
    String newPath = rest.group(1).replace('\\', '/');
    String newQuery = rest.group(2);
    if (newPath.isEmpty()) {
      return at(path, newQuery == null ? query : encodedQuery(newQuery));
    }
    String whole = newPath.startsWith("/") ? newPath : directory() + newPath;
    return at(
        PercentEncoding.PATH.encode(withoutDots(whole)),
        newQuery == null ? "" : encodedQuery(newQuery));
  }

  private WebUrl at(String newPath, String newQuery) {
    return new WebUrl(secure, host, port, newPath, newQuery);
  }

  private String directory() {
    return path.substring(0, path.lastIndexOf('/') + 1);
  }

  private static String encodedQuery(String query) {
    return "?" + PercentEncoding.QUERY.encode(query.substring(1));
  }

  private static String withoutDots(String path) {
    List<String> kept = new ArrayList<>();
    String[] segments = path.substring(1).split("/", -1);
    for (int i = 0; i < segments.length; i++) {
      String segment = DOT.matcher(segments[i]).replaceAll(".");
      boolean up = segment.equals("..");
      if (!up && !segment.equals(".")) {
        kept.add(segments[i]);
        continue;
      }
      if (up && !kept.isEmpty()) {
        kept.removeLast();
      }
      if (i == segments.length - 1) {
        kept.add("");
      }
    }
    return "/" + String.join("/", kept);
  }

  private static WebHost host(String text) {
    try {
      return WebHost.parse(text);
    } catch (IllegalArgumentException _) {
      throw new FetchFailed(Reason.NOT_A_URL);
    }
  }

  private static int port(@Nullable String digits, boolean secure) {
    if (digits == null || digits.isEmpty()) {
      return defaultPort(secure);
    }
    int port = Integer.parseInt(digits);
    if (port < 1 || port > 65_535) {
      throw new FetchFailed(Reason.NOT_A_URL);
    }
    return port;
  }

  private static int defaultPort(boolean secure) {
    return secure ? 443 : 80;
  }

  private static boolean isSlash(char c) {
    return c == '/' || c == '\\';
  }
}
