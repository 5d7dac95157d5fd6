package ai.bizcrush.extapi.web;

import static org.assertj.core.api.Assertions.assertThat;

import ai.bizcrush.extapi.database.WithoutTestDatabase;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;

/** What the tests of the groundwork share: one listener and a client. */
@WithoutTestDatabase
@SpringBootTest(
    classes = ApiListener.class,
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = {
      "management.server.port=-1",
      "management.endpoint.health.group.readiness.include=readinessState",
      "extapi.data-dir=target/test-data/web",
      "extapi.limits.json-body=64KB",
      "extapi.limits.file-size=1MB",
      "extapi.limits.body-idle=2s",
      "extapi.limits.requests-per-second=0"
    })
abstract class ApiListenerTests {

  @LocalServerPort int port;
  Http http;

  @BeforeEach
  void openClient() {
    http = new Http(port);
  }

  @AfterEach
  void closeClient() {
    http.close();
  }

  HttpResponse<String> post(String path, String json) throws Exception {
    return http.post(path, ApiListener.KEY, json);
  }

  HttpResponse<String> post(String path, String contentType, byte[] body) throws Exception {
    return http.send(
        http.to(path)
            .header("X-API-Key", ApiListener.KEY)
            .header("Content-Type", contentType)
            .POST(BodyPublishers.ofByteArray(body)));
  }

  static void assertError(HttpResponse<String> reply, int status, String code, String error) {
    assertThat(reply.body())
        .isEqualTo("{\"success\":false,\"error\":\"" + error + "\",\"code\":\"" + code + "\"}");
    assertThat(reply.statusCode()).isEqualTo(status);
    assertThat(reply.headers().firstValue("Content-Type")).contains("application/json");
    assertThat(reply.headers().firstValue("X-Request-Id")).isPresent();
    assertThat(reply.headers().firstValue("Access-Control-Allow-Origin")).contains("*");
  }
}
