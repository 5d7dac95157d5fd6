package ai.bizcrush.extapi.reference;

import static org.assertj.core.api.Assertions.assertThat;

import ai.bizcrush.extapi.WholeService;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the service says of itself over HTTP. */
class ReferenceTests extends WholeService {

  private static final Pattern LOADED = Pattern.compile("(?:src|href)=\"([^\"]+)\"");

  private HttpResponse<String> get(String path) throws Exception {
    return http.send(http.to(path));
  }

  @Test
  void everybodyGetsTheDescriptionAsItIsCommitted() throws Exception {
    var reply = get("/v1/openapi.json");

    assertThat(reply.statusCode()).isEqualTo(200);
    assertThat(reply.headers().firstValue("Content-Type"))
        .hasValue("application/json;charset=UTF-8");
    assertThat(reply.headers().firstValue("Access-Control-Allow-Origin")).hasValue("*");
    assertThat(reply.body())
        .isEqualTo(Files.readString(Path.of("src/main/resources/reference/openapi.json")));
  }

  @Test
  void everybodyGetsTheDescriptionOfTheLiveStream() throws Exception {
    var reply = get("/v1/asyncapi.yaml");

    assertThat(reply.statusCode()).isEqualTo(200);
    assertThat(reply.headers().firstValue("Content-Type"))
        .hasValue("application/yaml;charset=UTF-8");
    assertThat(reply.body()).startsWith("asyncapi: 3.").contains("/v1/stt/stream");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/v1/openapi.json", "/v1/asyncapi.yaml", "/v1/docs/swagger-ui-bundle.js"})
  void whatIsLargeIsCompressed(String path) throws Exception {
    var plain = http.sendForBytes(http.to(path));
    var compressed = http.sendForBytes(http.to(path).header("Accept-Encoding", "gzip"));

    assertThat(compressed.headers().firstValue("Content-Encoding")).hasValue("gzip");
    assertThat(compressed.body().length).isLessThan(plain.body().length / 2);
    try (var inflated = new GZIPInputStream(new ByteArrayInputStream(compressed.body()))) {
      assertThat(inflated.readAllBytes()).isEqualTo(plain.body());
    }
  }

  @Test
  void thePageLoadsOnlyWhatTheServiceHas() throws Exception {
    var page = get("/v1/docs");

    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.headers().firstValue("Content-Security-Policy").orElse(""))
        .contains("default-src 'none'", "script-src 'self'", "connect-src 'self'")
        .doesNotContain("unsafe", "http");
    var loaded = LOADED.matcher(page.body()).results().map(link -> link.group(1)).toList();
    assertThat(loaded).contains("/v1/docs/swagger-ui-bundle.js", "/v1/docs/start.js");
    for (String link : loaded) {
      if (!link.startsWith("data:")) {
        assertThat(get(link).statusCode()).as(link).isEqualTo(200);
      }
    }
  }

  @Test
  void filesHaveTheirTypes() throws Exception {
    var script = get("/v1/docs/swagger-ui-bundle.js");
    var style = get("/v1/docs/swagger-ui.css");

    assertThat(script.headers().firstValue("Content-Type"))
        .hasValue("text/javascript;charset=UTF-8");
    assertThat(style.headers().firstValue("Content-Type")).hasValue("text/css;charset=UTF-8");
    assertThat(script.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
  }

  @Test
  void otherFilesAreNotThere() throws Exception {
    assertError(get("/v1/docs/index.html"), 404, "NOT_FOUND", "Not found");
    assertError(get("/v1/docs/..%2fopenapi.json"), 404, "NOT_FOUND", "Not found");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/v1/openapi.json", "/v1/asyncapi.yaml", "/v1/docs", "/v1/docs/start.js"})
  void otherMethodsAreRefusedWithoutAskingForAKey(String path) throws Exception {
    var reply = http.send(http.to(path).POST(BodyPublishers.ofString("{}")));

    assertError(reply, 405, "METHOD_NOT_ALLOWED", "Method not allowed");
    assertThat(reply.headers().firstValue("Allow").orElse("")).contains("GET");
  }

  @Test
  void aSlashAtTheEndDoesNoHarm() throws Exception {
    assertThat(get("/v1/docs/").statusCode()).isEqualTo(200);
    assertThat(get("/v1/openapi.json/").statusCode()).isEqualTo(200);
  }
}
