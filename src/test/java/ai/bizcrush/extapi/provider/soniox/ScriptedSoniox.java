package ai.bizcrush.extapi.provider.soniox;

import ai.bizcrush.extapi.engine.http.Reply;
import ai.bizcrush.extapi.engine.http.ScriptedForm;
import ai.bizcrush.extapi.engine.http.ScriptedRequest;
import ai.bizcrush.extapi.engine.http.ScriptedVendor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Soniox's asynchronous API with its store: jobs take some looks, what is worked on is not deleted,
 * and unknown or contradicting fields are refused.
 */
final class ScriptedSoniox extends ScriptedVendor {

  private static final JsonMapper JSON = JsonMapper.shared();
  private static final Set<String> FIELDS =
      Set.of(
          "model",
          "file_id",
          "audio_url",
          "language_hints",
          "language_hints_strict",
          "enable_speaker_diarization",
          "enable_language_identification",
          "context",
          "client_reference_id");

  private final String key;
  private final AtomicInteger ids = new AtomicInteger();
  private final Map<String, String> files = new ConcurrentHashMap<>();
  private final Map<String, Work> jobs = new ConcurrentHashMap<>();
  private volatile int looks = 2;
  private volatile String failing = "";
  private volatile String tokens = "";

  ScriptedSoniox(String key) {
    this.key = key;
  }

  /** How often a job is looked at before it is done. */
  void takeLooks(int looks) {
    this.looks = looks;
  }

  /** From now on jobs end with this {@code error_type}. */
  void failJobs(String type) {
    failing = type;
  }

  /** From now on results have these tokens. */
  void say(String tokens) {
    this.tokens = tokens;
  }

  /** The last job asked for. */
  JsonNode lastJob() {
    return requests().stream()
        .filter(
            request ->
                request.method().equals("POST") && request.path().equals("/v1/transcriptions"))
        .map(request -> JSON.readTree(request.text()))
        .reduce((first, second) -> second)
        .orElseThrow();
  }

  /** Ids of what is stored. */
  Set<String> stored() {
    var stored = new TreeSet<>(files.keySet());
    stored.addAll(jobs.keySet());
    return stored;
  }

  /** How many looks a job has had, all jobs together. */
  long looked() {
    return requests().stream()
        .filter(
            request ->
                request.method().equals("GET")
                    && request.path().matches("/v1/transcriptions/job-[0-9]+"))
        .count();
  }

  @Override
  public boolean takesAudio(ScriptedRequest request) {
    return request.method().equals("POST") && request.path().equals("/v1/files");
  }

  @Override
  public boolean givesTranscript(ScriptedRequest request) {
    return request.path().endsWith("/transcript");
  }

  @Override
  protected Reply answer(ScriptedRequest request) {
    if (!request.header("Authorization").equals("Bearer " + key)) {
      return failure(401, "unauthenticated", "Incorrect API key provided.");
    }
    String[] path = request.path().split("/", -1);
    String id = path.length > 3 ? path[3] : "";
    return switch (request.method()
        + " "
        + request.path().replaceFirst("(file|job)-[0-9]+", "id")) {
      case "GET /v1/models" -> Reply.json(200, "{\"models\":[]}");
      case "POST /v1/files" -> store(request);
      case "GET /v1/files" -> list(request, "files", files);
      case "DELETE /v1/files/id" ->
          files.remove(id) == null ? missing("file_not_found") : Reply.empty(204);
      case "POST /v1/transcriptions" -> begin(request);
      case "GET /v1/transcriptions" ->
          list(
              request,
              "transcriptions",
              jobs.entrySet().stream()
                  .collect(
                      Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().reference)));
      case "GET /v1/transcriptions/id" -> look(id, jobs.get(id));
      case "GET /v1/transcriptions/id/transcript" -> result(jobs.get(id));
      case "DELETE /v1/transcriptions/id" -> delete(id);
      default -> failure(404, "not_found", "No such path");
    };
  }

  private Reply store(ScriptedRequest request) {
    ScriptedForm form;
    try {
      form = ScriptedForm.of(request);
    } catch (IllegalArgumentException e) {
      return failure(400, "invalid_request", "Invalid form");
    }
    if (!form.fileField().equals("file")
        || !form.fileName().endsWith(".wav")
        || !form.isWav()
        || !Set.of("client_reference_id").containsAll(form.fields().keySet())) {
      return failure(400, "invalid_request", "Invalid file");
    }
    String id = "file-" + ids.incrementAndGet();
    files.put(id, form.field("client_reference_id"));
    return Reply.json(
        201,
        """
        {"id":"%s","filename":"%s","size":%d,"created_at":"2026-11-21T06:00:00Z"}"""
            .formatted(id, form.fileName(), form.fileLength()));
  }

  /** A page has one entry: nobody can overlook the next. */
  private static Reply list(ScriptedRequest request, String name, Map<String, String> references) {
    String cursor = request.query().getOrDefault("cursor", List.of("")).getFirst();
    var left = new TreeMap<>(references).tailMap(cursor, false);
    String entry =
        left.isEmpty()
            ? ""
            : "{\"id\":\"%s\",\"client_reference_id\":\"%s\"}"
                .formatted(left.firstKey(), left.firstEntry().getValue());
    String next = left.size() > 1 ? '"' + left.firstKey() + '"' : "null";
    return Reply.json(200, "{\"%s\":[%s],\"next_page_cursor\":%s}".formatted(name, entry, next));
  }

  /** Keeps a file of somebody else's. */
  void keep(String id) {
    files.put(id, "somebody-else");
  }

  private Reply begin(ScriptedRequest request) {
    JsonNode job;
    try {
      job = JSON.readTree(request.text());
    } catch (JacksonException e) {
      return failure(400, "invalid_request", "Invalid JSON");
    }
    List<String> complaints = complaints(job);
    if (!request.header("Content-Type").startsWith("application/json") || !complaints.isEmpty()) {
      return failure(400, "invalid_request", String.join("; ", complaints));
    }
    String id = "job-" + ids.incrementAndGet();
    jobs.put(id, new Work(looks, job.path("client_reference_id").asString("")));
    return Reply.json(201, "{\"id\":\"" + id + "\",\"status\":\"queued\",\"error_type\":null}");
  }

  private List<String> complaints(JsonNode job) {
    var complaints = new ArrayList<String>();
    job.propertyNames().stream()
        .filter(name -> !FIELDS.contains(name))
        .forEach(name -> complaints.add("unknown field " + name));
    if (!job.path("model").asString("").matches("stt-async-v[0-9]")) {
      complaints.add("unknown model");
    }
    if (job.has("audio_url") == job.has("file_id")) {
      complaints.add("either audio_url or file_id");
    }
    if (!files.containsKey(job.path("file_id").asString(""))) {
      complaints.add("no such file");
    }
    for (JsonNode hint : job.path("language_hints")) {
      if (!hint.asString("").matches("[a-z]{2}")) {
        complaints.add("invalid language hint");
      }
    }
    var context = job.path("context");
    if (!context.isMissingNode()
        && !Set.of("terms", "general", "text").containsAll(context.propertyNames())) {
      complaints.add("invalid context");
    }
    return complaints;
  }

  private Reply look(String id, @Nullable Work work) {
    if (work == null) {
      return missing("transcription_not_found");
    }
    if (work.looksLeft.getAndDecrement() > 0) {
      return Reply.json(200, "{\"id\":\"" + id + "\",\"status\":\"processing\"}");
    }
    return failing.isEmpty()
        ? Reply.json(
            200, "{\"id\":\"" + id + "\",\"status\":\"completed\",\"audio_duration_ms\":8000}")
        : Reply.json(
            200,
            """
            {"id":"%s","status":"error","error_type":"%s","error_message":"words"}"""
                .formatted(id, failing));
  }

  private Reply result(@Nullable Work work) {
    if (work == null) {
      return missing("transcription_not_found");
    }
    if (work.looksLeft.get() >= 0) {
      return failure(409, "transcription_invalid_state", "not completed");
    }
    if (!tokens.isEmpty()) {
      return Reply.json(200, "{\"id\":\"x\",\"text\":\"\",\"tokens\":" + tokens + "}");
    }
    return Reply.json(
        200,
        switch (hearing()) {
          case SILENCE -> "{\"id\":\"x\",\"text\":\"\",\"tokens\":[]}";
          case SPEECH -> transcript("600");
          case TWO_SPEAKERS ->
              transcript("600")
                  .replace(
                      "]",
                      """
                      ,{"text":" Hello.","start_ms":3000,"end_ms":7900,"confidence":0.8,"speaker":"2","language":"en"}]""");
        });
  }

  private Reply delete(String id) {
    Work work = jobs.get(id);
    if (work == null) {
      return missing("transcription_not_found");
    }
    if (work.looksLeft.get() >= 0 && work.locked) {
      return failure(409, "transcription_invalid_state", "still processing");
    }
    jobs.remove(id);
    return Reply.empty(204);
  }

  /** What is being worked on cannot be deleted, until somebody says so. */
  void lock(boolean locked) {
    jobs.values().forEach(work -> work.locked = locked);
  }

  @Override
  public String transcript(String number) {
    return """
        {"id":"x","text":"Good morning.","tokens":[
         {"text":"Go","start_ms":%s,"end_ms":760,"confidence":0.9,"speaker":"1","language":"en","is_audio_event":false},
         {"text":"od","start_ms":760,"end_ms":840,"confidence":0.8,"speaker":"1","language":"en"},
         {"text":" morning","start_ms":900,"end_ms":1500,"confidence":1.0,"speaker":"1","language":"en"},
         {"text":".","start_ms":1500,"end_ms":1500,"confidence":0.9,"speaker":"1","language":"en","translation_status":"none"}]}"""
        .formatted(number);
  }

  private static Reply missing(String type) {
    return failure(404, type, "not there");
  }

  @Override
  public Reply failure(int status, String message) {
    return failure(status, "some_type", message);
  }

  /** A failure with a type of its own. */
  static Reply failure(int status, String type, String message) {
    return Reply.json(
        status,
        """
        {"status_code":%d,"error_type":"%s","message":"%s","validation_errors":[],"request_id":"1"}"""
            .formatted(status, type, message));
  }

  private static final class Work {
    private final AtomicInteger looksLeft;
    private final String reference;
    private volatile boolean locked;

    private Work(int looks, String reference) {
      this.looksLeft = new AtomicInteger(looks);
      this.reference = reference;
    }
  }
}
