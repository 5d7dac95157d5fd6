package ai.bizcrush.extapi.provider.openai;

import ai.bizcrush.extapi.engine.http.Hearing;
import ai.bizcrush.extapi.engine.http.Reply;
import ai.bizcrush.extapi.engine.http.ScriptedForm;
import ai.bizcrush.extapi.engine.http.ScriptedRequest;
import ai.bizcrush.extapi.engine.http.ScriptedVendor;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The transcriptions of OpenAI, as strict as they are: fields of another model are refused, and so
 * is a file whose name does not tell its format.
 */
final class ScriptedOpenAi extends ScriptedVendor {

  private static final long MOST_BYTES = 25L << 20;
  private static final Set<String> FORMATS =
      Set.of("flac", "m4a", "mp3", "mp4", "mpeg", "mpga", "oga", "ogg", "wav", "webm");
  private static final Set<String> FIELDS =
      Set.of(
          "model",
          "response_format",
          "language",
          "languages[]",
          "keywords[]",
          "prompt",
          "temperature",
          "chunking_strategy",
          "timestamp_granularities[]");

  private final String key;

  ScriptedOpenAi(String key) {
    this.key = key;
  }

  /** The form of the last upload. */
  ScriptedForm form() {
    return ScriptedForm.of(requests().getLast());
  }

  @Override
  protected Reply answer(ScriptedRequest request) {
    if (!key.isEmpty() && !request.header("Authorization").equals("Bearer " + key)) {
      return failure(401, "Incorrect API key provided.", "invalid_api_key");
    }
    return switch (request.method() + " " + request.path()) {
      case "GET /v1/models" -> Reply.json(200, "{\"object\":\"list\",\"data\":[]}");
      case "POST /v1/audio/transcriptions" -> transcribe(request);
      default -> failure(404, "Invalid URL", "");
    };
  }

  private Reply transcribe(ScriptedRequest request) {
    if (request.length() > MOST_BYTES) {
      return failure(413, "Maximum content size limit (26214400) exceeded", "");
    }
    ScriptedForm form;
    try {
      form = ScriptedForm.of(request);
    } catch (IllegalArgumentException e) {
      return failure(400, "Could not parse multipart form", "");
    }
    List<String> complaints = complaints(form);
    return complaints.isEmpty()
        ? Reply.json(200, transcription(form.field("response_format"), "0.1", form))
        : failure(400, String.join("; ", complaints), "invalid_value");
  }

  private static List<String> complaints(ScriptedForm form) {
    var complaints = new ArrayList<String>();
    form.fields().keySet().stream()
        .filter(name -> !FIELDS.contains(name))
        .forEach(name -> complaints.add("Unrecognized request argument supplied: " + name));
    String extension = form.fileName().substring(form.fileName().lastIndexOf('.') + 1);
    if (!form.fileField().equals("file") || !FORMATS.contains(extension)) {
      complaints.add("Invalid file format.");
    }
    if (extension.equals("wav") ? !form.isWav() : !form.file().startsWith("OggS")) {
      complaints.add("Audio file might be corrupted or unsupported");
    }
    String model = form.field("model");
    String format = form.field("response_format");
    boolean diarizing = model.equals("gpt-4o-transcribe-diarize");
    boolean hinted = model.equals("gpt-transcribe");
    boolean whisper = model.equals("whisper-1");
    Set<String> formats =
        whisper
            ? Set.of("verbose_json", "json")
            : diarizing ? Set.of("diarized_json", "json") : Set.of("json");
    if (!formats.contains(format)) {
      complaints.add("response_format is not compatible with this model");
    }
    refuse(complaints, form, "prompt", diarizing);
    refuse(complaints, form, "timestamp_granularities[]", !format.equals("verbose_json"));
    refuse(complaints, form, "chunking_strategy", whisper);
    refuse(complaints, form, "keywords[]", !hinted);
    refuse(complaints, form, "languages[]", !hinted);
    refuse(complaints, form, "language", hinted);
    if (diarizing && form.field("chunking_strategy").isEmpty()) {
      complaints.add("chunking_strategy is required for diarization models");
    }
    form.fields().getOrDefault("language", List.of()).stream()
        .filter(language -> !language.matches("[a-z]{2}"))
        .forEach(language -> complaints.add("Invalid language"));
    if (!whisper && !diarizing && !hinted && !model.matches("gpt-4o(-mini)?-transcribe")) {
      complaints.add("invalid model ID");
    }
    return complaints;
  }

  private static void refuse(
      List<String> complaints, ScriptedForm form, String field, boolean refused) {
    if (refused && form.fields().containsKey(field)) {
      complaints.add(field + " is not supported by this model");
    }
  }

  @Override
  public String transcript(String number) {
    return """
        {"task":"transcribe","language":"english","duration":8.0,"text":"Good morning.",
         "segments":[{"id":0,"seek":0,"start":%s,"end":2.5,"text":" Good morning.","tokens":[50364],
          "temperature":0.0,"avg_logprob":-0.105,"compression_ratio":0.9,"no_speech_prob":0.01}],
         "usage":{"type":"duration","seconds":8}}"""
        .formatted(number);
  }

  private String transcription(String format, String number, ScriptedForm form) {
    if (hearing() == Hearing.SILENCE) {
      return format.equals("json")
          ? "{\"text\":\"\",\"languages\":[]}"
          : "{\"task\":\"transcribe\",\"duration\":8.0,\"text\":\"\",\"segments\":[]}";
    }
    return switch (format) {
      case "diarized_json" ->
          """
          {"task":"transcribe","duration":8.0,"text":"Good morning. Hello.","segments":[
           {"id":"seg_1","type":"transcript.text.segment","start":0.4,"end":2.5,"text":" Good morning.","speaker":"A"},
           {"id":"seg_2","type":"transcript.text.segment","start":3.0,"end":7.9,"text":" Hello.","speaker":"%s"}],
           "usage":{"type":"tokens","input_tokens":80,"output_tokens":9,"total_tokens":89}}"""
              .formatted(hearing() == Hearing.TWO_SPEAKERS ? "B" : "A");
      case "json" ->
          form.field("model").equals("gpt-transcribe")
              ? "{\"text\":\"Guten Morgen.\",\"languages\":[{\"code\":\"de\"}]}"
              : "{\"text\":\"Good morning.\",\"usage\":{\"type\":\"tokens\",\"total_tokens\":9}}";
      default ->
          form.fields().containsKey("timestamp_granularities[]")
              ? transcript(number)
                  .replace(
                      "\"usage\"",
                      """
                      "words":[{"word":"Good","start":0.1,"end":1.0},{"word":"morning","start":1.1,"end":2.6}],"usage\"""")
              : transcript(number);
    };
  }

  @Override
  public Reply failure(int status, String message) {
    return failure(status, message, "");
  }

  private static Reply failure(int status, String message, String code) {
    return Reply.json(
        status,
        """
        {"error":{"message":"%s","type":"invalid_request_error","param":null,"code":"%s"}}"""
            .formatted(message, code));
  }

  /** A failure with a code of its own. */
  static Reply coded(int status, String code) {
    return failure(status, "words", code);
  }
}
