package ai.bizcrush.extapi.meetings.preferences;

import static org.assertj.core.api.Assertions.assertThat;

import ai.bizcrush.extapi.meetings.MeetingService;
import ai.bizcrush.extapi.web.Http;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** What users want for their meetings. */
class PreferenceTests extends MeetingService {

  private JsonNode get(Person who, String json) throws Exception {
    return call(who, "get-user-default-meeting-setting", json).get("setting");
  }

  private JsonNode update(Person who, String json) throws Exception {
    return call(who, "update-user-default-meeting-setting", json).get("setting");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | en",
        "{} | en",
        "{\"device_language_code\":null} | en",
        "{\"device_language_code\":\" \"} | en",
        "{\"device_language_code\":\"ko\"} | ko",
        "{\"device_language_code\":\"ZH_tw\"} | zh-TW",
        "{\"device_language_code\":\"zh-hant-hk\"} | zh-Hant-HK",
        "{\"device_language_code\":\"en-US\"} | en-US",
        "{\"device_language_code\":\"iw\"} | he",
      })
  void whereNothingIsSavedTheDeviceDecides(String json, String language) throws Exception {
    assertThat(get(person("Someone"), json).toString())
        .isEqualTo(
            "{\"original_languages\":[\"LANG\"],\"view_language\":\"LANG\",\"translation_languages\":[],\"contextual_keywords\":[]}"
                .replace("LANG", language));
  }

  @Test
  void whatIsSavedBeatsTheDevice() throws Exception {
    var someone = person("Someone");

    var saved =
        update(
            someone,
            "{\"original_languages\":[\"ko\",\"zh_TW\",\"ko\"],\"view_language\":\"KO\","
                + "\"translation_languages\":\"ja, en-us\",\"contextual_keywords\":\"BizCrush, Inc.\"}");

    assertThat(saved.toString())
        .isEqualTo(
            "{\"original_languages\":[\"ko\",\"zh-TW\"],\"view_language\":\"ko\","
                + "\"translation_languages\":[\"ja\",\"en-US\"],\"contextual_keywords\":[\"BizCrush, Inc.\"]}");
    assertThat(get(someone, "{\"device_language_code\":\"fr\"}")).isEqualTo(saved);
    assertThat(get(person("Other"), "{}")).isNotEqualTo(saved);
  }

  @Test
  void absentFieldsKeepTheirValueAndEmptyListsClear() throws Exception {
    var someone = person("Someone");
    assertThat(update(someone, "{\"contextual_keywords\":[\"a\"]}").toString())
        .isEqualTo(
            "{\"original_languages\":[],\"view_language\":\"en\",\"translation_languages\":[],\"contextual_keywords\":[\"a\"]}");

    update(someone, "{\"original_languages\":[\"ko\"],\"view_language\":\"ja\"}");
    update(someone, "{\"view_language\":\"\",\"original_languages\":\"\"}");
    update(someone, "");
    update(someone, "{\"contextual_keywords\":[]}");

    assertThat(get(someone, "{}").toString())
        .isEqualTo(
            "{\"original_languages\":[\"ko\"],\"view_language\":\"ja\",\"translation_languages\":[],\"contextual_keywords\":[]}");
    assertThat(update(someone, "{\"original_languages\":[]}").get("original_languages").isEmpty())
        .isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "original_languages | [\"en\",\"nonsense!\"]",
        "original_languages | [\"e\"]",
        "original_languages | [\"und\"]",
        "original_languages | [\"x-private\"]",
        "original_languages | {}",
        "view_language | \"english language\"",
        "view_language | \"en-x-aaaaaaaa-bbbbbbbb-cccccccc-dddddddd\"",
        "view_language | []",
        "translation_languages | \"en,--\"",
        "contextual_keywords | {}",
      })
  void whatIsNoLanguageIsRefusedAndNothingIsSaved(String field, String value) throws Exception {
    var someone = person("Someone");

    refused(
        someone,
        "update-user-default-meeting-setting",
        "{\"" + field + "\":" + value + "}",
        400,
        "INVALID_ARGUMENT",
        "Invalid " + field);

    assertThat(get(someone, "{\"device_language_code\":\"ko\"}").get("view_language").stringValue())
        .isEqualTo("ko");
    refused(
        someone,
        "get-user-default-meeting-setting",
        "{\"device_language_code\":\"!\"}",
        400,
        "INVALID_ARGUMENT",
        "Invalid device_language_code");
  }

  @Test
  void listsAreNotCutButBounded() throws Exception {
    var someone = person("Someone");
    String[] languages =
        IntStream.range(0, 251)
            .mapToObj(i -> "a" + (char) ('a' + i / 26) + (char) ('a' + i % 26))
            .toArray(String[]::new);
    String[] words = IntStream.range(0, 1001).mapToObj(i -> "word" + i).toArray(String[]::new);

    assertThat(
            texts(
                update(someone, list("original_languages", languages, 250))
                    .get("original_languages")))
        .containsExactly(java.util.Arrays.copyOf(languages, 250));
    assertThat(update(someone, list("contextual_keywords", words, 1000)).get("contextual_keywords"))
        .hasSize(1000);
    for (String json :
        new String[] {
          list("original_languages", languages, 251), list("contextual_keywords", words, 1001),
        }) {
      assertThat(post(someone, "update-user-default-meeting-setting", json).statusCode())
          .isEqualTo(400);
    }
    String longest = "字".repeat(200);
    update(someone, list("contextual_keywords", new String[] {longest}, 1));
    refused(
        someone,
        "update-user-default-meeting-setting",
        list("contextual_keywords", new String[] {longest + "!"}, 1),
        400,
        "INVALID_ARGUMENT",
        "Invalid contextual_keywords");
  }

  private static String list(String field, String[] values, int count) {
    var json = Http.JSON.createObjectNode();
    var array = json.putArray(field);
    for (int i = 0; i < count; i++) {
      array.add(values[i]);
    }
    return json.toString();
  }

  @Test
  void changesOfDifferentThingsAtOnceDoNotUndoEachOther() throws Exception {
    var someone = person("Someone");
    var work = new ArrayList<Callable<JsonNode>>();
    for (String field : new String[] {"original_languages", "translation_languages"}) {
      for (int i = 0; i < 5; i++) {
        work.add(() -> update(someone, "{\"" + field + "\":[\"ko\"]}"));
      }
    }
    work.add(() -> update(someone, "{\"view_language\":\"ja\"}"));
    work.add(() -> update(someone, "{\"contextual_keywords\":\"word\"}"));

    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<JsonNode> result : threads.invokeAll(work)) {
        result.get();
      }
    }

    assertThat(get(someone, "{}").toString())
        .isEqualTo(
            "{\"original_languages\":[\"ko\"],\"view_language\":\"ja\",\"translation_languages\":[\"ko\"],\"contextual_keywords\":[\"word\"]}");
  }
}
