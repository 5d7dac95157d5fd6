package ai.bizcrush.extapi.site;

import static org.assertj.core.api.Assertions.assertThat;

import ai.bizcrush.extapi.database.WithoutTestDatabase;
import ai.bizcrush.extapi.web.Http;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.thymeleaf.autoconfigure.ThymeleafAutoConfiguration;
import org.springframework.boot.tomcat.autoconfigure.actuate.web.server.TomcatReactiveManagementContextAutoConfiguration;
import org.springframework.boot.tomcat.autoconfigure.reactive.TomcatReactiveWebServerAutoConfiguration;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;

/** The site listener beside the API: its pages, its errors, its headers. */
@WithoutTestDatabase
@SpringBootTest(
    classes = SiteTests.Site.class,
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = {
      "extapi.site.port=0",
      "extapi.api.public-url=https://api.example/",
      "management.server.port=-1",
      "management.endpoint.health.group.readiness.include=readinessState"
    })
class SiteTests {

  @EnableAutoConfiguration(
      exclude = {
        DataSourceAutoConfiguration.class,
        FlywayAutoConfiguration.class,
        TomcatReactiveWebServerAutoConfiguration.class,
        TomcatReactiveManagementContextAutoConfiguration.class,
        ThymeleafAutoConfiguration.class
      })
  @Import({SiteServer.class, PublicUrls.class})
  static class Site {}

  @Autowired Environment environment;
  Http http;

  @BeforeEach
  void openClient() {
    http = new Http(environment.getRequiredProperty("local.site.port", Integer.class));
  }

  @AfterEach
  void closeClient() {
    http.close();
  }

  @Test
  void theLandingPageSaysWhatThisIs() throws Exception {
    var reply = http.send(http.to("/").GET());

    assertThat(reply.statusCode()).isEqualTo(200);
    assertThat(reply.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/html");
    assertThat(reply.body())
        .startsWith("<!doctype html>")
        .contains("https://api.example</span>/v1/stt")
        .doesNotContain("example//");
    assertThat(reply.headers().firstValue("Content-Security-Policy").orElseThrow())
        .contains("default-src 'none'")
        .doesNotContain("unsafe");
    assertThat(reply.headers().firstValue("X-Request-Id")).isPresent();
  }

  @Test
  void itsStyleSheetIsServed() throws Exception {
    var reply = http.send(http.to("/assets/site.css").GET());

    assertThat(reply.statusCode()).isEqualTo(200);
    assertThat(reply.headers().firstValue("Cache-Control")).contains("max-age=3600, public");
    assertThat(http.send(http.to("/assets/../application.yml").GET()).statusCode())
        .isBetween(400, 404);
  }

  @Test
  void aProgramIsToldAnErrorInJson() throws Exception {
    var reply = http.send(http.to("/api/zapier/unknown").header("Accept", "text/html").GET());

    assertThat(reply.statusCode()).isEqualTo(404);
    assertThat(reply.body())
        .isEqualTo("{\"success\":false,\"error\":\"Not found\",\"code\":\"NOT_FOUND\"}");
    assertThat(http.send(http.to("/v1/stt").GET()).body())
        .isEqualTo("{\"success\":false,\"error\":\"Not found\",\"code\":\"NOT_FOUND\"}");
  }

  @Test
  void aBrowserIsShownAPage() throws Exception {
    var reply = http.send(http.to("/nowhere").header("Accept", "text/html,*/*;q=0.8").GET());

    assertThat(reply.statusCode()).isEqualTo(404);
    assertThat(reply.body()).contains("<h1>Not found</h1>");
  }

  @Test
  void aWrongMethodIsToldWithWhatIsAllowed() throws Exception {
    var reply = http.send(http.to("/").POST(java.net.http.HttpRequest.BodyPublishers.noBody()));

    assertThat(reply.statusCode()).isEqualTo(405);
    assertThat(reply.headers().firstValue("Allow").orElseThrow()).contains("GET");
    assertThat(reply.body()).contains("\"METHOD_NOT_ALLOWED\"");
  }

  @Test
  void brokenHttpIsToldInTheSameShape() throws Exception {
    assertThat(http.raw("GET /%zz HTTP/1.1\r\nHost: a\r\n\r\n"))
        .startsWith("HTTP/1.1 400")
        .contains("{\"success\":false,\"error\":\"Bad Request\",\"code\":\"INVALID_ARGUMENT\"}");
    assertThat(http.raw("GET / HTTP/1.1\r\nHost: a\r\nX: " + "a".repeat(20_000) + "\r\n\r\n"))
        .startsWith("HTTP/1.1 4")
        .contains("\"code\":\"INVALID_ARGUMENT\"}");
  }
}
