package ai.bizcrush.extapi.reference;

import ai.bizcrush.extapi.shared.ApiException;
import ai.bizcrush.extapi.shared.ErrorCode;
import ai.bizcrush.extapi.web.Anonymous;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Map;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Serves the description and a viewer for it, to everybody. */
@RestController
class ReferenceController {

  private static final MediaType JSON = MediaType.APPLICATION_JSON;
  private static final MediaType HTML = MediaType.parseMediaType("text/html;charset=utf-8");
  private static final MediaType SCRIPT = MediaType.parseMediaType("text/javascript;charset=utf-8");
  private static final MediaType STYLE = MediaType.parseMediaType("text/css;charset=utf-8");

  /** The viewer writes styles into its elements, and reads what is here alone. */
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline';"
          + " img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none';"
          + " frame-ancestors 'none'";

  private static final String VIEWER = "classpath*:META-INF/resources/webjars/swagger-ui/*/";
  private static final CacheControl AN_HOUR = CacheControl.maxAge(Duration.ofHours(1));

  private final byte[] description = own("openapi.json");
  private final byte[] page = own("index.html");
  private final Map<String, File> files =
      Map.of(
          "start.js", new File(SCRIPT, own("start.js")),
          "page.css", new File(STYLE, own("page.css")),
          "swagger-ui-bundle.js", new File(SCRIPT, viewer("swagger-ui-bundle.js")),
          "swagger-ui.css", new File(STYLE, viewer("swagger-ui.css")));

  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record File(MediaType type, byte[] content) {}

  @Anonymous
  @GetMapping("/v1/openapi.json")
  ResponseEntity<byte[]> description() {
    return ResponseEntity.ok().contentType(JSON).cacheControl(AN_HOUR).body(description);
  }

  @Anonymous
  @GetMapping("/v1/docs")
  ResponseEntity<byte[]> page() {
    return ResponseEntity.ok()
        .contentType(HTML)
        .cacheControl(AN_HOUR)
        .header("Content-Security-Policy", POLICY)
        .header("X-Content-Type-Options", "nosniff")
        .header("Referrer-Policy", "no-referrer")
        .body(page);
  }

  @Anonymous
  @GetMapping("/v1/docs/{name}")
  ResponseEntity<byte[]> file(@PathVariable String name) {
    var file = files.get(name);
    if (file == null) {
      throw new ApiException(ErrorCode.NOT_FOUND, "Not found");
    }
    return ResponseEntity.ok()
        .contentType(file.type())
        .cacheControl(AN_HOUR)
        .header("X-Content-Type-Options", "nosniff")
        .body(file.content());
  }

  private static byte[] own(String name) {
    try {
      return new ClassPathResource("reference/" + name).getContentAsByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] viewer(String name) {
    try {
      var found = new PathMatchingResourcePatternResolver().getResources(VIEWER + name);
      return found[0].getContentAsByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
