package ai.bizcrush.extapi.provider.openai;

import ai.bizcrush.extapi.engine.EngineCall;
import ai.bizcrush.extapi.engine.FileCapabilities;
import ai.bizcrush.extapi.engine.FileRecognizer;
import ai.bizcrush.extapi.engine.RecognitionRequest;
import ai.bizcrush.extapi.engine.Recording;
import ai.bizcrush.extapi.engine.Transcript;
import ai.bizcrush.extapi.engine.http.EngineAnswer;
import ai.bizcrush.extapi.engine.http.EngineHttp;
import ai.bizcrush.extapi.media.AudioEncoder;
import java.time.Duration;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.core5.http.HttpHeaders;

/**
 * Transcriptions as OpenAI publishes them ({@code POST /v1/audio/transcriptions},
 * platform.openai.com/docs/api-reference/audio) and others imitate them: parts that they leave out
 * are not missed.
 */
final class OpenAiRecognizer implements FileRecognizer {

  private static final String TRANSCRIPTIONS = "/audio/transcriptions";

  private final OpenAiSettings settings;
  private final EngineHttp http;
  private final Uploads uploads;
  private final TranscriptionForm form;

  OpenAiRecognizer(OpenAiSettings settings, EngineHttp http, AudioEncoder encoder) {
    this.settings = settings;
    this.http = http;
    this.uploads = new Uploads(encoder, settings.maxUpload().toBytes(), settings.compress());
    this.form = new TranscriptionForm(settings);
  }

  @Override
  public FileCapabilities capabilities() {
    var dialect = settings.spoken();
    return new FileCapabilities(
        settings.recognized(), true, dialect.diarization(), dialect.keywords(), longest(dialect));
  }

  private Duration longest(Dialect dialect) {
    if (settings.maxDuration() != null) {
      return settings.maxDuration();
    }
    var upload = uploads.longest();
    return upload.compareTo(dialect.longest()) < 0 ? upload : dialect.longest();
  }

  @Override
  public Transcript recognize(Recording recording, RecognitionRequest request, EngineCall call)
      throws InterruptedException {
    long began = System.nanoTime();
    try (var upload = uploads.of(recording)) {
      var post = authorized(new HttpPost(url(settings.path())));
      post.setEntity(form.entity(upload.part(), request));
      var spent = Duration.ofNanos(System.nanoTime() - began);
      var left =
          new EngineCall(
              call.connectTimeout(), call.firstByteTimeout(), call.timeout().minus(spent));
      return transcript(http.send(post, left), recording, request);
    }
  }

  private Transcript transcript(
      EngineAnswer answer, Recording recording, RecognitionRequest request) {
    if (!answer.successful()) {
      throw OpenAiErrors.failure(answer);
    }
    return new TranscriptionReader(settings.spoken(), request, recording.duration())
        .read(answer.as(Transcription.class));
  }

  /** Lists the models; a server that has no such list is there all the same. */
  @Override
  public void check(EngineCall call) throws InterruptedException {
    String path = settings.path();
    String question =
        path.endsWith(TRANSCRIPTIONS)
            ? path.substring(0, path.length() - TRANSCRIPTIONS.length()) + "/models"
            : "/health";
    http.send(authorized(new HttpGet(url(question))), call).requireAlive();
  }

  private String url(String path) {
    String base = settings.baseUrl();
    return (base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + path;
  }

  private <T extends HttpUriRequestBase> T authorized(T request) {
    if (!settings.apiKey().isEmpty()) {
      request.setHeader(HttpHeaders.AUTHORIZATION, "Bearer " + settings.apiKey());
    }
    return request;
  }
}
