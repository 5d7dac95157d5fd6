package ai.bizcrush.extapi.transcripts.utterances;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ai.bizcrush.extapi.meetings.MeetingId;
import ai.bizcrush.extapi.meetings.MeetingService;
import ai.bizcrush.extapi.shared.Ulids;
import ai.bizcrush.extapi.shared.UserId;
import ai.bizcrush.extapi.transcripts.LiveChunk;
import ai.bizcrush.extapi.transcripts.LiveJournal;
import ai.bizcrush.extapi.transcripts.LiveJournal.Outcome;
import ai.bizcrush.extapi.transcripts.LiveRecording;
import ai.bizcrush.extapi.transcripts.Recorded;
import ai.bizcrush.extapi.transcripts.SpokenUtterance;
import ai.bizcrush.extapi.transcripts.TranscriptStore;
import ai.bizcrush.extapi.web.Http;
import com.github.f4b6a3.ulid.UlidCreator;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.PropertyNamingStrategies;

/** What participants read of a meeting, and correct. */
class TranscriptTests extends MeetingService {

  private static final String EPOCH = "1970-01-01T00:00:00Z";
  private static final String CHUNKS = "get-live-transcription-chunks";
  private static final String UTTERANCES = "get-transcript-utterances";
  private static final String CORRECT = "update-transcript-utterance";
  private static final String WHOLE = "get-meeting-transcripts";

  @Autowired private LiveJournal journal;
  @Autowired private TranscriptStore store;

  private Person host;
  private String meeting;

  @BeforeEach
  void create() throws Exception {
    host = person("Host");
    meeting = meeting(host);
  }

  private LiveRecording recording() {
    var recording = new LiveRecording(Ulids.next(), host.id(), meeting, new MeetingId(meeting), 1);
    var begun = new CompletableFuture<Outcome>();
    journal.begin(recording, null, Runnable::run, begun::complete);
    assertThat(begun.join()).isEqualTo(Outcome.COMMITTED);
    return recording;
  }

  private Outcome say(LiveRecording recording, LiveChunk chunk) {
    var said = new CompletableFuture<Outcome>();
    journal.commit(recording, chunk, 0, chunk.endMs(), Runnable::run, said::complete);
    return said.join();
  }

  private static LiveChunk chunk(String text, long startMs) {
    return new LiveChunk(Ulids.next(), text, "0", "en", startMs, startMs + 900, 0.87654);
  }

  /** A recording that was transcribed as a file. */
  private String file(String... texts) {
    String messageId = Ulids.next();
    fileAs(messageId, texts);
    return messageId;
  }

  private void fileAs(String messageId, String... texts) {
    var recording = new Recorded(messageId, host.id(), meeting, new MeetingId(meeting));
    var said =
        IntStream.range(0, texts.length)
            .mapToObj(i -> new SpokenUtterance("0", texts[i], "en", 1000L * i, 1000L * i + 900, 1))
            .toList();
    assertThat(store.store(recording, "file", said, false)).isTrue();
  }

  private String page(String cursor, @Nullable String messageId, @Nullable Object limit) {
    var json = Http.JSON.createObjectNode();
    json.put("meeting_id", meeting).put("last_updated_at", cursor).put("message_id", messageId);
    json.putPOJO("limit", limit);
    return json.toString();
  }

  private String page(String cursor) {
    return page(cursor, null, null);
  }

  private String correction(String id, String text) {
    return Http.JSON
        .createObjectNode()
        .put("id", id)
        .put("meeting_id", meeting)
        .put("transcript", text)
        .toString();
  }

  private String whole() {
    return "{\"meeting_id\":\"" + meeting + "\"}";
  }

  private static List<String> values(JsonNode rows, String field) {
    return rows.valueStream().map(row -> row.get(field).asString()).toList();
  }

  private List<String> spoken() throws Exception {
    return values(call(host, WHOLE, whole()).get("transcripts"), "transcript");
  }

  @Test
  void anUtteranceHasTheseFields() throws Exception {
    LiveRecording recording = recording();
    LiveChunk said = chunk("안녕, \"world\" \\ \u0001 👩‍👩‍👧", 1500);
    say(recording, said);

    JsonNode page = call(host, UTTERANCES, page(EPOCH));

    assertThat(page.propertyNames()).containsExactly("utterances", "has_more", "next_cursor");
    assertThat(page.get("has_more").booleanValue()).isFalse();
    JsonNode row = page.get("utterances").get(0);
    String updatedAt = row.get("updated_at").stringValue();
    String createdAt = row.get("created_at").stringValue();
    assertThat(row.toString())
        .isEqualTo(
            Http.JSON
                .createObjectNode()
                .put("id", said.id())
                .put("meeting_id", meeting)
                .put("message_id", recording.messageId())
                .put("speaker", "0")
                .put("transcript", said.text())
                .put("original_transcript", said.text())
                .put("confidence", 0.877)
                .put("language", "en")
                .put("start_ms", 1500)
                .put("end_ms", 2400)
                .put("is_edited", false)
                .put("created_at", createdAt)
                .put("updated_at", updatedAt)
                .toString());
    assertThat(List.of(createdAt, updatedAt))
        .allMatch(time -> time.matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{6}Z"));
    assertThat(page.get("next_cursor").stringValue()).isEqualTo(updatedAt);
  }

  @Test
  void aChunkHasTheseFields() throws Exception {
    LiveRecording recording = recording();
    LiveChunk said = chunk("hello", 0);
    say(recording, said);

    JsonNode page = call(host, CHUNKS, page(EPOCH));

    assertThat(page.propertyNames()).containsExactly("chunks", "has_more", "next_cursor");
    JsonNode row = page.get("chunks").get(0);
    assertThat(row.toString())
        .isEqualTo(
            Http.JSON
                .createObjectNode()
                .put("id", said.id())
                .put("meeting_id", meeting)
                .put("message_id", recording.messageId())
                .put("user_id", host.id().value())
                .put("speaker", "0")
                .put("text", "hello")
                .put("is_final", true)
                .put("language", "en")
                .put("start_ms", 0)
                .put("end_ms", 900)
                .put("created_at", row.get("created_at").stringValue())
                .put("updated_at", row.get("updated_at").stringValue())
                .toString());
  }

  @Test
  void repliesHaveTheFieldsThatTheApiDescribes() throws Exception {
    say(recording(), chunk("hello", 0));

    JsonNode utterances = call(host, UTTERANCES, page(EPOCH));
    JsonNode chunks = call(host, CHUNKS, page(EPOCH));
    JsonNode whole = call(host, WHOLE, whole());
    JsonNode utterance = utterances.get("utterances").get(0);
    JsonNode corrected =
        call(host, CORRECT, correction(utterance.get("id").stringValue(), "Hello"));

    assertFields(utterances, TranscriptController.UtterancesReply.class);
    assertFields(utterance, TranscriptUtterance.class);
    assertFields(chunks, TranscriptController.ChunksReply.class);
    assertFields(chunks.get("chunks").get(0), LiveTranscriptionChunk.class);
    assertFields(whole, TranscriptController.TranscriptsReply.class);
    assertFields(whole.get("transcripts").get(0), TranscriptUtterance.class);
    assertFields(corrected, TranscriptController.UtteranceReply.class);
    assertFields(corrected.get("utterance"), TranscriptUtterance.class);
  }

  private static void assertFields(JsonNode json, Class<? extends Record> described) {
    assertThat(json.propertyNames())
        .containsExactlyElementsOf(
            Arrays.stream(described.getRecordComponents())
                .map(
                    field ->
                        PropertyNamingStrategies.SNAKE_CASE.nameForField(
                            null, null, field.getName()))
                .toList());
  }

  @Test
  void aChunkReappearsWhenItChanges() throws Exception {
    LiveRecording recording = recording();
    LiveChunk open = chunk("hel", 0);
    journal.interim(recording, open);
    await().until(() -> call(host, CHUNKS, page(EPOCH)).get("chunks").size() == 1);
    JsonNode before = call(host, CHUNKS, page(EPOCH));

    say(recording, new LiveChunk(open.id(), "hello", "0", "en", 0, 500, 1));
    JsonNode after = call(host, CHUNKS, page(before.get("next_cursor").stringValue()));

    assertThat(before.get("chunks").get(0).get("is_final").booleanValue()).isFalse();
    assertThat(values(after.get("chunks"), "id")).containsExactly(open.id());
    assertThat(values(after.get("chunks"), "text")).containsExactly("hello");
    assertThat(after.get("chunks").get(0).get("is_final").booleanValue()).isTrue();
  }

  @Test
  void allParticipantsReadThem() throws Exception {
    var guest = person("Guest");
    meeting = meeting(host, guest.email());
    file("hello");

    assertThat(call(guest, UTTERANCES, page(EPOCH)).get("utterances")).hasSize(1);
    assertThat(call(guest, WHOLE, whole()).get("transcripts")).hasSize(1);
    assertThat(participants(host, meeting)).contains(guest.id().value());
  }

  @Test
  void aListIsReadPageByPage() throws Exception {
    String[] texts = IntStream.range(0, 25).mapToObj(i -> "text " + i).toArray(String[]::new);
    file(texts);
    var read = new ArrayList<String>();
    var sizes = new ArrayList<Integer>();
    String cursor = EPOCH;
    boolean more = true;

    while (more) {
      JsonNode page = call(host, UTTERANCES, page(cursor, null, 10));
      read.addAll(values(page.get("utterances"), "transcript"));
      sizes.add(page.get("utterances").size());
      cursor = page.get("next_cursor").stringValue();
      more = page.get("has_more").booleanValue();
    }

    assertThat(read).containsExactly(texts);
    assertThat(sizes).containsExactly(10, 10, 5);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        EPOCH,
        "2026-11-21T12:00:00.123456Z",
        "2026-11-21T12:00:00.123+09:00",
        "2026-11-21T12:00:00",
        "2026-11-21 12:00:00.1z"
      })
  void aPageWithoutRowsGivesTheCursorBack(String cursor) throws Exception {
    JsonNode page = call(host, UTTERANCES, page(cursor));

    assertThat(page.get("utterances")).isEmpty();
    assertThat(page.get("has_more").booleanValue()).isFalse();
    assertThat(page.get("next_cursor").stringValue()).isEqualTo(cursor);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 100",
    "1, 1",
    "999, 999",
    "1000, 1000",
    "1001, 1000",
    "99999999999999999999, 1000",
    "'\"7\"', 7",
    "7.0, 7",
    "'\"\"', 100",
    "null, 100"
  })
  void aPageHasItsLimits(String limit, int rows) throws Exception {
    file(IntStream.range(0, 1010).mapToObj(String::valueOf).toArray(String[]::new));

    String json = page(EPOCH).replace("\"limit\":null", "\"limit\":" + limit);

    assertThat(call(host, UTTERANCES, json).get("utterances")).hasSize(rows);
  }

  @Test
  void oneRecordingCanBeReadAlone() throws Exception {
    String first = file("one", "two");
    file("three");

    for (String id : new String[] {first, first.toLowerCase(Locale.ROOT)}) {
      JsonNode page = call(host, UTTERANCES, page(EPOCH, id, null));
      assertThat(values(page.get("utterances"), "transcript")).containsExactly("one", "two");
    }
    assertThat(call(host, UTTERANCES, page(EPOCH, "", null)).get("utterances")).hasSize(3);
    assertThat(call(host, UTTERANCES, page(EPOCH, "nobody's", null)).get("utterances")).isEmpty();
    assertThat(call(host, CHUNKS, page(EPOCH, Ulids.next(), null)).get("chunks")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{} | Missing meeting_id",
        "{\"meeting_id\":\" \",\"last_updated_at\":\"1970-01-01T00:00:00Z\"} | Missing meeting_id",
        "{\"meeting_id\":\"M\"} | Missing last_updated_at",
        "{\"meeting_id\":\"M\",\"last_updated_at\":null} | Missing last_updated_at",
        "{\"meeting_id\":\"M\",\"last_updated_at\":\"\"} | Missing last_updated_at",
        "{\"meeting_id\":\"M\",\"last_updated_at\":\"yesterday\"} | Invalid last_updated_at",
        "{\"meeting_id\":\"M\",\"last_updated_at\":0} | Invalid last_updated_at",
        "{\"meeting_id\":\"M\",\"last_updated_at\":[]} | Invalid last_updated_at",
        "{\"meeting_id\":\"M\",\"last_updated_at\":\"+99999-01-01T00:00:00Z\"} | Invalid"
            + " last_updated_at",
        "{\"meeting_id\":[],\"last_updated_at\":\"1970-01-01T00:00:00Z\"} | Invalid meeting_id",
        "{\"meeting_id\":\"M\",\"last_updated_at\":\"1970-01-01T00:00:00Z\",\"limit\":-1} | Invalid"
            + " limit",
        "{\"meeting_id\":\"M\",\"last_updated_at\":\"1970-01-01T00:00:00Z\",\"limit\":1.5} | Invalid"
            + " limit",
        "{\"meeting_id\":\"M\",\"last_updated_at\":\"1970-01-01T00:00:00Z\",\"limit\":\"x\"} |"
            + " Invalid limit",
        "{\"meeting_id\":\"M\",\"last_updated_at\":\"1970-01-01T00:00:00Z\",\"message_id\":{}} |"
            + " Invalid message_id",
        "{\"meeting_id\":\"M\",\"last_updated_at\":\"1970-01-01T00:00:00Z\",\"message_id\":\"\\u0000\"}"
            + " | Text must not contain U+0000",
        "{\"meeting_id\":\"\\uDC00\",\"last_updated_at\":\"1970-01-01T00:00:00Z\"} | Text must not"
            + " contain unpaired surrogates",
      })
  void aRequestForAPageThatIsNoneIsRefused(String json, String error) throws Exception {
    String request = json.replace("\"M\"", "\"" + meeting + "\"");

    refused(host, UTTERANCES, request, 400, "INVALID_ARGUMENT", error);
    refused(host, CHUNKS, request, 400, "INVALID_ARGUMENT", error);
  }

  @Test
  void aCorrectionKeepsWhatWasRecognised() throws Exception {
    file("won", "two");
    JsonNode before = call(host, UTTERANCES, page(EPOCH));
    String id = before.get("utterances").get(0).get("id").stringValue();

    JsonNode reply = call(host, CORRECT, correction(id.toLowerCase(Locale.ROOT), " one 하나 "));
    JsonNode again = call(host, CORRECT, correction(id, "One"));

    assertThat(reply.propertyNames()).containsExactly("utterance");
    JsonNode corrected = reply.get("utterance");
    assertThat(corrected.get("transcript").stringValue()).isEqualTo(" one 하나 ");
    assertThat(corrected.get("original_transcript").stringValue()).isEqualTo("won");
    assertThat(corrected.get("is_edited").booleanValue()).isTrue();
    JsonNode twice = again.get("utterance");
    assertThat(twice.get("transcript").stringValue()).isEqualTo("One");
    assertThat(twice.get("original_transcript").stringValue()).isEqualTo("won");
    assertThat(twice.get("created_at")).isEqualTo(corrected.get("created_at"));
    JsonNode after = call(host, UTTERANCES, page(before.get("next_cursor").stringValue()));
    assertThat(after.get("utterances")).containsExactly(twice);
    assertThat(call(host, UTTERANCES, page(EPOCH)).get("utterances").get(1)).isEqualTo(twice);
  }

  @Test
  void aCorrectionThatChangesNothingIsNone() throws Exception {
    file("one");
    JsonNode before = call(host, UTTERANCES, page(EPOCH)).get("utterances").get(0);

    JsonNode reply = call(host, CORRECT, correction(before.get("id").stringValue(), "one"));

    assertThat(reply.get("utterance")).isEqualTo(before);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"meeting_id\":\"M\",\"transcript\":\"a\"} | Missing id",
        "{\"id\":\"U\",\"transcript\":\"a\"} | Missing meeting_id",
        "{\"id\":\"U\",\"meeting_id\":\"M\"} | Missing transcript",
        "{\"id\":\"U\",\"meeting_id\":\"M\",\"transcript\":\" \\n\"} | Missing transcript",
        "{\"id\":\"U\",\"meeting_id\":\"M\",\"transcript\":[\"a\"]} | Invalid transcript",
        "{\"id\":\"U\",\"meeting_id\":\"M\",\"transcript\":\"a\\u0000\"} | Text must not contain"
            + " U+0000",
        "{\"id\":\"U\",\"meeting_id\":\"M\",\"transcript\":\"a\\uD83D\"} | Text must not contain"
            + " unpaired surrogates",
        "{\"id\":\"U\\u0000\",\"meeting_id\":\"M\",\"transcript\":\"a\"} | Text must not contain"
            + " U+0000",
      })
  void aCorrectionThatIsNoneIsRefused(String json, String error) throws Exception {
    refused(
        host,
        CORRECT,
        json.replace("\"M\"", "\"" + meeting + "\""),
        400,
        "INVALID_ARGUMENT",
        error);
  }

  @Test
  void aCorrectionHasAtMost50000Characters() throws Exception {
    file("one");
    String id =
        call(host, UTTERANCES, page(EPOCH)).get("utterances").get(0).get("id").stringValue();

    call(host, CORRECT, correction(id, "가".repeat(50_000)));
    refused(
        host,
        CORRECT,
        correction(id, "가".repeat(50_001)),
        400,
        "INVALID_ARGUMENT",
        "Invalid transcript");
  }

  @Test
  void anUtteranceIsFoundInItsMeetingAlone() throws Exception {
    file("one");
    String id =
        call(host, UTTERANCES, page(EPOCH)).get("utterances").get(0).get("id").stringValue();
    String here = correction(id, "two");
    meeting = meeting(host);

    refused(host, CORRECT, correction(id, "two"), 404, "NOT_FOUND", "Utterance not found");
    refused(host, CORRECT, correction("none", "two"), 404, "NOT_FOUND", "Utterance not found");
    refused(
        host, CORRECT, correction(Ulids.next(), "two"), 404, "NOT_FOUND", "Utterance not found");
    assertThat(call(host, CORRECT, here).get("utterance").get("id").stringValue()).isEqualTo(id);
  }

  @Test
  void othersAreToldThatThereIsNoMeeting() throws Exception {
    file("secret");
    String id =
        call(host, UTTERANCES, page(EPOCH)).get("utterances").get(0).get("id").stringValue();
    var stranger = person("Stranger");

    refused(stranger, UTTERANCES, page(EPOCH), 404, "NOT_FOUND", "Meeting not found");
    refused(stranger, CHUNKS, page(EPOCH), 404, "NOT_FOUND", "Meeting not found");
    refused(stranger, WHOLE, whole(), 404, "NOT_FOUND", "Meeting not found");
    refused(stranger, CORRECT, correction(id, "x"), 404, "NOT_FOUND", "Meeting not found");
    assertThat(spoken()).containsExactly("secret");
  }

  @Test
  void aWholeTranscriptThatIsTooLargeIsRefused() throws Exception {
    String text = "x".repeat(6_000_000);
    file(text, text);
    assertThat(spoken()).hasSize(2);

    file(text);

    for (boolean anew : new boolean[] {false, true}) {
      String request = "{\"meeting_id\":\"" + meeting + "\",\"force_refresh\":" + anew + "}";
      refused(host, WHOLE, request, 413, "PAYLOAD_TOO_LARGE", "Transcript too large");
    }
  }

  @Test
  void aWholeTranscriptIsInTheOrderInWhichItWasSpoken() throws Exception {
    long now = System.currentTimeMillis();
    fileAs(UlidCreator.getUlid(now + 1500).toString(), "two", "four");
    fileAs(UlidCreator.getUlid(now).toString(), "zero", "one", "three");

    JsonNode reply = call(host, WHOLE, whole());

    assertThat(reply.propertyNames()).containsExactly("transcripts");
    assertThat(values(reply.get("transcripts"), "transcript"))
        .containsExactly("zero", "one", "two", "three", "four");
    JsonNode page = call(host, UTTERANCES, page(EPOCH));
    assertThat(reply.get("transcripts"))
        .containsExactlyInAnyOrderElementsOf(page.get("utterances"));
  }

  @Test
  void aMeetingInWhichNothingWasSaidHasAnEmptyTranscript() throws Exception {
    assertThat(post(host, WHOLE, whole()).body()).isEqualTo("{\"transcripts\":[]}");
  }

  @Test
  void aWholeTranscriptIsNeverOutOfDate() throws Exception {
    String first = file("one");
    assertThat(spoken()).containsExactly("one");

    file("two");
    assertThat(spoken()).containsExactly("one", "two");
    JsonNode row = call(host, UTTERANCES, page(EPOCH, first, null)).get("utterances").get(0);
    call(host, CORRECT, correction(row.get("id").stringValue(), "One"));

    assertThat(spoken()).containsExactly("One", "two");
  }

  @ParameterizedTest
  @ValueSource(strings = {"true", "\"1\"", "\"true\"", "false", "null", "\"\""})
  void aWholeTranscriptCanBeAskedForAnew(String refresh) throws Exception {
    file("one");
    spoken();

    JsonNode reply =
        call(host, WHOLE, "{\"meeting_id\":\"" + meeting + "\",\"force_refresh\":" + refresh + "}");

    assertThat(values(reply.get("transcripts"), "transcript")).containsExactly("one");
    refused(
        host,
        WHOLE,
        "{\"meeting_id\":\"" + meeting + "\",\"force_refresh\":\"often\"}",
        400,
        "INVALID_ARGUMENT",
        "Invalid force_refresh");
  }

  @Test
  void whatIsLeftOfADeletedMeetingIsRemovedAndItsRecordingsEnd() throws Exception {
    LiveRecording recording = recording();
    say(recording, chunk("one", 0));
    file(IntStream.range(0, 1100).mapToObj(String::valueOf).toArray(String[]::new));

    call(host, "delete-meeting", whole());

    refused(host, WHOLE, whole(), 404, "NOT_FOUND", "Meeting not found");
    await().until(() -> say(recording, chunk("two", 1000)) == Outcome.REPLACED);
    await().until(() -> left() == 0);
    assertThat(store.store(Recorded.of(recording), "gap", List.of(spokenLate()), true)).isFalse();
  }

  private static SpokenUtterance spokenLate() {
    return new SpokenUtterance("0", "late", "en", 0, 1, 1);
  }

  private long left() {
    return jdbc.sql(
            """
            select (select count(*) from utterances where meeting_id = :meeting)
              + (select count(*) from live_chunks where meeting_id = :meeting)
              + (select count(*) from recordings where meeting_id = :meeting)
              + (select count(*) from commit_clock where scope = :meeting)
            """)
        .param("meeting", meeting)
        .query(Long.class)
        .single();
  }

  @Test
  void aRecordingOutsideOfMeetingsIsReadByNobody() throws Exception {
    var alone = new LiveRecording(Ulids.next(), new UserId("0J56UlxXAS"), "mine", null, 1);
    var begun = new CompletableFuture<Outcome>();
    journal.begin(alone, null, Runnable::run, begun::complete);
    say(alone, chunk("private", 0));

    refused(
        host,
        WHOLE,
        "{\"meeting_id\":\"" + alone.messageId() + "\"}",
        404,
        "NOT_FOUND",
        "Meeting not found");
    assertThat(call(host, UTTERANCES, page(EPOCH, alone.messageId(), null)).get("utterances"))
        .isEmpty();
  }
}
