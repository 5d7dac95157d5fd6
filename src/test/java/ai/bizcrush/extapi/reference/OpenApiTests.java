package ai.bizcrush.extapi.reference;

import static org.assertj.core.api.Assertions.assertThat;

import ai.bizcrush.extapi.SyntheticSpeech;
import ai.bizcrush.extapi.meetings.MeetingService;
import ai.bizcrush.extapi.transcription.AudioHost;
import ai.bizcrush.extapi.transcription.ScriptedEngine;
import ai.bizcrush.extapi.transcripts.LiveJournal;
import ai.bizcrush.extapi.web.Http;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.web.reactive.result.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The committed description is what the controllers, their comments and a live service say; with
 * {@code -Dopenapi.write=true} it is written.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OpenApiTests extends MeetingService {

  private static final Path COMMITTED = Path.of("src/main/resources/reference/openapi.json");
  private static final String REWRITE = "./mvnw -q test -Dtest=OpenApiTests -Dopenapi.write=true";
  private static final JsonMapper JSON = new JsonMapper();
  private static final byte[] AUDIO = SyntheticSpeech.noise(Duration.ofSeconds(4), 8000, 1).wav();

  @Autowired RequestMappingHandlerMapping mapping;
  @Autowired ScriptedEngine engine;
  @Autowired LiveJournal journal;
  private ObjectNode description;

  @BeforeAll
  void describe() throws Exception {
    description = Description.of(Endpoint.of(mapping), tellStory());
    if (Files.exists(COMMITTED)) {
      Examples.keep(description, JSON.readTree(COMMITTED));
    }
    if (Boolean.getBoolean("openapi.write")) {
      Files.writeString(COMMITTED, text(description));
    }
  }

  private List<Exchange> tellStory() throws Exception {
    engine.reset();
    try (var client = new Http(port);
        var audio = new AudioHost(AUDIO_PORT, AUDIO)) {
      var recorder = new Recorder(client);
      var ada = person("Ada");
      var bob = person("Bob");
      recorder.show(ada.address(), "ada@example.com");
      recorder.show(bob.address(), "bob@example.com");
      recorder.show(ada.id().value(), "q7XmZt2LaA");
      recorder.show(bob.id().value(), "Rk04vWnJbB");
      recorder.show(audio.url("/"), "https://example.com/");
      var story = new Story(recorder, ada, bob, engine, audio.url("/audio.wav"));
      String meeting = story.begin();
      new TranscriptStory(recorder, ada, journal).tell(meeting);
      story.end(meeting);
      return recorder.exchanges();
    }
  }

  @Test
  void theCommittedDescriptionIsTheGeneratedOne() throws Exception {
    List<String> committed = Files.readAllLines(COMMITTED);
    List<String> generated = text(description).lines().toList();

    int line = 0;
    while (line < Math.min(committed.size(), generated.size())
        && committed.get(line).equals(generated.get(line))) {
      line++;
    }
    assertThat(committed.subList(line, Math.min(line + 1, committed.size())))
        .as("%s is out of date from line %d on, %s rewrites it", COMMITTED, line + 1, REWRITE)
        .isEqualTo(generated.subList(line, Math.min(line + 1, generated.size())));
  }

  @Test
  void everyOperationParameterAndRefusalIsDescribedAndHasAnExample() {
    assertThat(Completeness.of(description)).isEmpty();
  }

  @Test
  void everyExampleIsAsItsSchemaSays() {
    assertThat(ExampleCheck.of(description)).isEmpty();
  }

  @Test
  void aDescriptionThatLacksSomethingIsNoticed() {
    var poor = description.deepCopy();
    var operation = poor.at("/paths/~1v1~1create-meeting/post").asObject();
    operation.remove("summary");
    operation.at("/requestBody/content/application~1json").asObject().remove(Examples.FIELD);
    operation.at("/responses/409/content/application~1json").asObject().remove(Examples.FIELD);
    operation.at("/responses/400").asObject().put("description", "");
    operation.at("/parameters/0").asObject().remove("description");
    poor.at("/components/schemas").asObject().remove("Person");

    assertThat(Completeness.of(poor))
        .containsExactlyInAnyOrder(
            "/v1/create-meeting: no summary",
            "/v1/create-meeting: no example of a request",
            "/v1/create-meeting 409: no example",
            "/v1/create-meeting 400: unsaid",
            "/v1/create-meeting \"Idempotency-Key\": unsaid",
            "#/components/schemas/Person: leads nowhere");
  }

  @Test
  void anExampleThatItsSchemaDoesNotKnowIsNoticed() {
    var wrong = description.deepCopy();
    String place = "/responses/200/content/application~1json/example/meeting";
    var meeting = wrong.at("/paths/~1v1~1create-meeting/post" + place).asObject();
    meeting.put("created_at", "yesterday");
    meeting.put("surprise", 1);
    meeting.remove("title");

    assertThat(ExampleCheck.of(wrong))
        .hasSize(3)
        .allMatch(complaint -> complaint.startsWith("/paths//v1/create-meeting/"))
        .anyMatch(complaint -> complaint.contains("created_at"))
        .anyMatch(complaint -> complaint.contains("surprise"))
        .anyMatch(complaint -> complaint.contains("title"));
  }

  private static String text(JsonNode description) {
    return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(description) + "\n";
  }
}
