package ai.bizcrush.extapi.reference;

import ai.bizcrush.extapi.shared.ApiException;
import ai.bizcrush.extapi.shared.ErrorCode;
import ai.bizcrush.extapi.web.Anonymous;
import java.time.Duration;
import java.util.Map;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Serves the descriptions and a viewer, to everybody. */
@RestController
@RequestMapping("/v1")
class ReferenceController {

  /** The page runs its own scripts, and speaks to this service alone. */
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
          + " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

  private static final CacheControl AN_HOUR = CacheControl.maxAge(Duration.ofHours(1));

  private final Page openApi = Page.own("openapi.json", "application/json");
  private final Page asyncApi =
      Page.at("ai/bizcrush/extapi/transcription/live/wire/asyncapi.yaml", "application/yaml");
  private final Page docs = Page.own("index.html", "text/html");
  private final Map<String, Page> files =
      Map.of(
          "start.js", Page.own("start.js", "text/javascript"),
          "page.css", Page.own("page.css", "text/css"),
          "swagger-ui-bundle.js", Page.ofViewer("swagger-ui-bundle.js", "text/javascript"),
          "swagger-ui.css", Page.ofViewer("swagger-ui.css", "text/css"));

  /** Everything below {@code /v1} but the live stream, as OpenAPI. */
  @Anonymous
  @GetMapping("/openapi.json")
  ResponseEntity<Resource> openApi() {
    return reply(openApi);
  }

  /** The live stream, as AsyncAPI. */
  @Anonymous
  @GetMapping("/asyncapi.yaml")
  ResponseEntity<Resource> asyncApi() {
    return reply(asyncApi);
  }

  /** A page to read the description on, and to try it. */
  @Anonymous
  @GetMapping("/docs")
  ResponseEntity<Resource> docs() {
    return reply(docs);
  }

  /** What that page needs. */
  @Anonymous
  @GetMapping("/docs/{name}")
  ResponseEntity<Resource> file(@PathVariable String name) {
    var file = files.get(name);
    if (file == null) {
      throw new ApiException(ErrorCode.NOT_FOUND, "Not found");
    }
    return reply(file);
  }

  private static ResponseEntity<Resource> reply(Page page) {
    return ResponseEntity.ok()
        .contentType(page.type())
        .cacheControl(AN_HOUR)
        .header("Content-Security-Policy", POLICY)
        .header("Referrer-Policy", "no-referrer")
        .header("X-Content-Type-Options", "nosniff")
        .body(page.content());
  }
}
