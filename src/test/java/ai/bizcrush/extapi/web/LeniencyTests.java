package ai.bizcrush.extapi.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Lenient in, strict out. */
class LeniencyTests extends ApiListenerTests {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "limit | 10 | 10",
        "limit | 10.0 | 10",
        "limit | \"10\" | 10",
        "limit | \" 10.0 \" | 10",
        "limit | 1e1 | 10",
        "limit | \"100E-1\" | 10",
        "limit | 0e999999999 | 0",
        "limit | \"\" | null",
        "limit | null | null",
        "big | 9007199254740993 | 9007199254740993",
        "flag | true | true",
        "flag | \"true\" | true",
        "flag | \"False\" | false",
        "flag | \"1\" | true",
        "flag | 0 | false",
        "flag | \"\" | null",
        "title | \"\" | null",
        "title | 7 | \"7\"",
        "since | \"2025-01-15T09:00:00Z\" | \"2025-01-15T09:00:00.000000Z\"",
        "since | \"2025-01-15T09:00:00.123456789+01:00\" | \"2025-01-15T08:00:00.123456Z\"",
        "since | \"2025-01-15T09:00:00\" | \"2025-01-15T09:00:00.000000Z\"",
        "since | \"2025-01-15t09:00:00z\" | \"2025-01-15T09:00:00.000000Z\"",
        "cursor | \"2025-01-15T09:00:00.123Z\""
            + " | {\"time\":\"2025-01-15T09:00:00.123000Z\",\"millisecond\":true}",
        "languages | \"ko, en\" | [\"ko\",\"en\"]",
        "languages | [\"ko,en\",\"id\",null,\"\"] | [\"ko\",\"en\",\"id\"]",
        "languages | [] | []",
        "keywords | \"Acme, Inc.\" | [\"Acme, Inc.\"]",
        "keywords | [\"a\",\"b\"] | [\"a\",\"b\"]",
      })
  void aValueIsTakenHoweverItIsWritten(String field, String sent, String understood)
      throws Exception {
    var reply = post("/v1/everything", "{\"name\":\"n\",\"" + field + "\":" + sent + "}");

    assertThat(reply.statusCode()).as(reply.body()).isEqualTo(200);
    assertThat(Http.json(reply).get(field).toString()).isEqualTo(understood);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "limit | 10.5 | Invalid limit",
        "limit | 1e-999999999 | Invalid limit",
        "limit | 105e-1 | Invalid limit",
        "limit | -1 | Invalid limit",
        "limit | \"ten\" | Invalid limit",
        "limit | 99999999999 | Invalid limit",
        "limit | \"1e999999999\" | Invalid limit",
        "limit | 1e999999999 | Invalid limit",
        "limit | [1] | Invalid limit",
        "limit | {} | Invalid limit",
        "flag | \"yes\" | Invalid flag",
        "flag | 2 | Invalid flag",
        "since | \"yesterday\" | Invalid since",
        "since | \"2025-01-15\" | Invalid since",
        "since | \"+999999-01-01T00:00:00Z\" | Invalid since",
        "title | {} | Invalid title",
        "title | [\"a\"] | Invalid title",
        "languages | {\"a\":1} | Invalid languages",
        "nested | 5 | Invalid nested",
        "nested | {} | Missing nested.text",
        "nested | {\"text\":{}} | Invalid nested.text",
        "name | null | Missing name",
        "name | \"\" | Missing name",
        "name | \"  \" | Missing name",
      })
  void aValueThatCannotBeMeantIsNamed(String field, String sent, String error) throws Exception {
    assertError(
        post("/v1/everything", "{\"name\":\"n\",\"" + field + "\":" + sent + "}"),
        400,
        "INVALID_ARGUMENT",
        error);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{",
        "[]",
        "\"text\"",
        "null",
        "5",
        "{\"name\":\"n\"} {}",
        "{\"name\":nan}",
        "{,}"
      })
  void whatIsNoJsonObjectIsInvalid(String body) throws Exception {
    assertError(post("/v1/everything", body), 400, "INVALID_ARGUMENT", "Invalid JSON");
  }

  @Test
  void nestingWithoutEndIsInvalid() throws Exception {
    String body = "{\"a\":" + "[".repeat(10_000) + "]".repeat(10_000) + "}";

    assertError(post("/v1/everything", body), 400, "INVALID_ARGUMENT", "Invalid JSON");
  }

  @Test
  void anEmptyBodyIsToldUnlessNothingIsRequired() throws Exception {
    assertError(post("/v1/everything", ""), 400, "INVALID_ARGUMENT", "Empty request body");
    assertThat(post("/v1/optional", "").statusCode()).isEqualTo(200);
    assertThat(post("/v1/everything?name=n", "").statusCode()).isEqualTo(200);
  }

  @Test
  void nulAndUnpairedSurrogatesAreRefused() throws Exception {
    assertError(
        post("/v1/everything", "{\"name\":\"a\\u0000b\"}"),
        400,
        "INVALID_ARGUMENT",
        "Text must not contain U+0000");
    assertError(
        post("/v1/everything", "{\"name\":\"a\\ud800b\"}"),
        400,
        "INVALID_ARGUMENT",
        "Text must not contain unpaired surrogates");
    assertError(
        post("/v1/everything", "{\"name\":\"n\",\"x\":[{\"a\":\"\\udc00\"}]}"),
        400,
        "INVALID_ARGUMENT",
        "Text must not contain unpaired surrogates");
    assertThat(post("/v1/everything", "{\"name\":\"n\",\"\\ud800\":1}").statusCode())
        .isEqualTo(400);
    assertError(
        post("/v1/everything?name=%00", "{}"),
        400,
        "INVALID_ARGUMENT",
        "Text must not contain U+0000");
    assertThat(
            Http.json(post("/v1/everything", "{\"name\":\"\\ud83d\\ude00\"}"))
                .get("name")
                .stringValue())
        .isEqualTo("\ud83d\ude00");
  }

  @Test
  void theLastOfDuplicateKeysWinsAndUnknownFieldsAreIgnored() throws Exception {
    var reply = post("/v1/everything?other=1", "{\"name\":\"a\",\"name\":\"b\",\"unknown\":{}}");

    assertThat(Http.json(reply).get("name").stringValue()).isEqualTo("b");
  }

  @Test
  void theBodyBeatsTheQueryAndNullIsAbsent() throws Exception {
    var reply =
        Http.json(
            post(
                "/v1/everything?title=query&name=query&languages=ko,en&languages=id&limit=3",
                "{\"name\":\"body\",\"title\":null}"));

    assertThat(reply.get("name").stringValue()).isEqualTo("body");
    assertThat(reply.get("title").stringValue()).isEqualTo("query");
    assertThat(reply.get("limit").intValue()).isEqualTo(3);
    assertThat(reply.get("languages").toString()).isEqualTo("[\"ko\",\"en\",\"id\"]");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "text/plain",
        "text/plain; charset=utf-8",
        "application/x-www-form-urlencoded",
        "application/json; charset=UTF-8",
        "application/merge-patch+json",
        "APPLICATION/JSON"
      })
  void jsonIsReadWhateverItIsCalled(String contentType) throws Exception {
    assertThat(
            post("/v1/everything", contentType, "{\"name\":\"n\"}".getBytes(StandardCharsets.UTF_8))
                .statusCode())
        .isEqualTo(200);
  }

  @Test
  void jsonIsReadWithoutAnyContentType() throws Exception {
    var reply =
        http.send(
            http.to("/v1/everything")
                .header("X-API-Key", ApiListener.KEY)
                .POST(BodyPublishers.ofString("{\"name\":\"n\"}")));

    assertThat(reply.statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"text/html", "image/png, audio/*;q=0.5", "nonsense", "*/*;q=0"})
  void acceptNeverCauses406(String accept) throws Exception {
    var reply =
        http.send(
            http.to("/v1/everything")
                .header("X-API-Key", ApiListener.KEY)
                .header("Accept", accept)
                .POST(BodyPublishers.ofString("{\"name\":\"n\"}")));

    assertThat(reply.statusCode()).isEqualTo(200);
    assertThat(reply.headers().firstValue("Content-Type")).contains("application/json");
  }

  @Test
  void everyDocumentedFieldIsWritten() throws Exception {
    assertThat(post("/v1/everything", "{\"name\":\"n\"}").body())
        .isEqualTo(
            "{\"name\":\"n\",\"title\":null,\"limit\":null,\"big\":null,\"flag\":null,"
                + "\"since\":null,\"cursor\":null,\"languages\":null,\"keywords\":null,\"nested\":null}");
  }

  @Test
  void gzipBodiesAreInflatedAndOthersUnsupported() throws Exception {
    var reply =
        http.send(
            http.to("/v1/everything")
                .header("X-API-Key", ApiListener.KEY)
                .header("Content-Encoding", "gzip")
                .POST(
                    BodyPublishers.ofByteArray(
                        gzip("{\"name\":\"n\"}".getBytes(StandardCharsets.UTF_8)))));
    assertThat(reply.statusCode()).isEqualTo(200);

    assertError(
        http.send(
            http.to("/v1/everything")
                .header("X-API-Key", ApiListener.KEY)
                .header("Content-Encoding", "br")
                .POST(BodyPublishers.ofString("{}"))),
        415,
        "UNSUPPORTED_MEDIA_TYPE",
        "Unsupported content encoding");
    assertError(
        http.send(
            http.to("/v1/everything")
                .header("X-API-Key", ApiListener.KEY)
                .header("Content-Encoding", "gzip")
                .POST(BodyPublishers.ofString("{\"name\":\"n\"}"))),
        400,
        "INVALID_ARGUMENT",
        "Invalid gzip body");
  }

  @Test
  void limitsApplyToTheInflatedBody() throws Exception {
    var bomb = gzip(new byte[10_000_000]);

    assertError(
        http.send(
            http.to("/v1/everything")
                .header("X-API-Key", ApiListener.KEY)
                .header("Content-Encoding", "gzip")
                .POST(BodyPublishers.ofByteArray(bomb))),
        413,
        "PAYLOAD_TOO_LARGE",
        "Payload too large");
  }

  @Test
  void repliesAreCompressedWhenAsked() throws Exception {
    var reply =
        http.sendForBytes(
            http.to("/v1/large")
                .header("X-API-Key", ApiListener.KEY)
                .header("Accept-Encoding", "gzip")
                .POST(BodyPublishers.ofString("{}")));

    assertThat(reply.headers().firstValue("Content-Encoding")).contains("gzip");
    assertThat(reply.body().length).isLessThan(5_000);
  }

  @Test
  void timesHaveSixDigits() throws Exception {
    assertThat(http.send(http.to("/v1/anonymous").GET()).body())
        .isEqualTo("{\"now\":\"2025-01-15T09:00:00.000000Z\"}");
  }

  static byte[] gzip(byte[] body) throws Exception {
    var bytes = new ByteArrayOutputStream();
    try (var out = new GZIPOutputStream(bytes)) {
      out.write(body);
    }
    return bytes.toByteArray();
  }
}
