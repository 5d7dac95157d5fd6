package ai.bizcrush.extapi.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Any page may call the API. */
class CrossOriginTests extends ApiListenerTests {

  @Test
  void aPreflightNeedsNoKey() throws Exception {
    String reply =
        http.raw(
            "OPTIONS /v1/everything HTTP/1.1\r\nHost: a\r\nOrigin: https://app.example\r\n"
                + "Access-Control-Request-Method: POST\r\n"
                + "Access-Control-Request-Headers: x-api-key,content-type\r\n\r\n");

    assertThat(reply)
        .startsWith("HTTP/1.1 204")
        .containsIgnoringCase("access-control-allow-origin: *\r\n")
        .containsIgnoringCase(
            "access-control-allow-headers: Content-Type, X-API-Key, Authorization, Prefer, Range,"
                + " Cache-Control, Idempotency-Key\r\n")
        .containsIgnoringCase("access-control-max-age: 7200\r\n")
        .contains("POST")
        .doesNotContainIgnoringCase("access-control-allow-credentials");
  }

  @Test
  void repliesAndErrorsMayBeReadByAnyPage() throws Exception {
    for (String path : new String[] {"/v1/anonymous", "/v1/nowhere"}) {
      var headers = http.send(http.to(path).header("Origin", "null").GET()).headers();

      assertThat(headers.firstValue("Access-Control-Allow-Origin")).contains("*");
      assertThat(headers.firstValue("Access-Control-Expose-Headers"))
          .contains("X-Request-Id, Retry-After, Content-Range");
    }
  }
}
