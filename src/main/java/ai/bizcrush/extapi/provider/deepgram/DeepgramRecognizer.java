package ai.bizcrush.extapi.provider.deepgram;

import ai.bizcrush.extapi.engine.EngineCall;
import ai.bizcrush.extapi.engine.FileCapabilities;
import ai.bizcrush.extapi.engine.FileRecognizer;
import ai.bizcrush.extapi.engine.LanguageHints;
import ai.bizcrush.extapi.engine.RecognitionRequest;
import ai.bizcrush.extapi.engine.Recording;
import ai.bizcrush.extapi.engine.Transcript;
import ai.bizcrush.extapi.engine.http.AudioPart;
import ai.bizcrush.extapi.engine.http.EngineHttp;
import ai.bizcrush.extapi.media.AudioEncoding;
import ai.bizcrush.extapi.media.WavHeader;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.core5.http.HttpHeaders;

/**
 * Prerecorded transcription ({@code POST /v1/listen} with the audio as the body,
 * developers.deepgram.com/reference/speech-to-text/listen-pre-recorded). The status of a failure
 * says what its {@code err_code} says.
 */
final class DeepgramRecognizer implements FileRecognizer {

  private final DeepgramSettings settings;
  private final EngineHttp http;
  private final ListenQuery query;

  DeepgramRecognizer(DeepgramSettings settings, EngineHttp http) {
    this.settings = settings;
    this.http = http;
    this.query = new ListenQuery(settings);
  }

  @Override
  public FileCapabilities capabilities() {
    return new FileCapabilities(LanguageHints.SUPPORTED, true, true, true, settings.maxDuration());
  }

  @Override
  public Transcript recognize(Recording recording, RecognitionRequest request, EngineCall call)
      throws InterruptedException {
    var post = authorized(new HttpPost(query.recorded(request)));
    post.setEntity(
        new AudioPart(
                "audio.wav",
                AudioEncoding.WAV.mediaType(),
                WavHeader.of(recording.samples()),
                recording)
            .entity());
    var answer = http.send(post, call).as(ListenAnswer.class);
    return new ListenReader(request, recording.duration()).read(answer);
  }

  /** Asks which projects the key belongs to. */
  @Override
  public void check(EngineCall call) throws InterruptedException {
    http.send(authorized(new HttpGet(query.base() + "/v1/projects")), call).requireAlive();
  }

  private <T extends HttpUriRequestBase> T authorized(T request) {
    request.setHeader(HttpHeaders.AUTHORIZATION, settings.authorization());
    return request;
  }
}
