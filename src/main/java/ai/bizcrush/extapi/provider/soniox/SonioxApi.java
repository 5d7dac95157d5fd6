package ai.bizcrush.extapi.provider.soniox;

import static java.net.URLEncoder.encode;
import static java.nio.charset.StandardCharsets.UTF_8;

import ai.bizcrush.extapi.engine.EngineCall;
import ai.bizcrush.extapi.engine.EngineException;
import ai.bizcrush.extapi.engine.Recording;
import ai.bizcrush.extapi.engine.http.AudioPart;
import ai.bizcrush.extapi.engine.http.EngineAnswer;
import ai.bizcrush.extapi.engine.http.EngineHttp;
import ai.bizcrush.extapi.engine.http.EngineJson;
import ai.bizcrush.extapi.media.AudioEncoding;
import ai.bizcrush.extapi.media.WavHeader;
import ai.bizcrush.extapi.provider.soniox.Messages.Failure;
import ai.bizcrush.extapi.provider.soniox.Messages.Job;
import ai.bizcrush.extapi.provider.soniox.Messages.Listed;
import ai.bizcrush.extapi.provider.soniox.Messages.NewJob;
import ai.bizcrush.extapi.provider.soniox.Messages.Stored;
import ai.bizcrush.extapi.provider.soniox.Messages.Tokens;
import java.util.regex.Pattern;
import org.apache.hc.client5.http.classic.methods.HttpDelete;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.entity.mime.MultipartEntityBuilder;
import org.apache.hc.core5.http.HttpHeaders;
import org.jspecify.annotations.Nullable;

/** The requests of the asynchronous API (soniox.com/docs/api-reference/stt). */
final class SonioxApi {

  private static final String FILES = "/v1/files";
  private static final String JOBS = "/v1/transcriptions";

  /** More than a store may hold. */
  private static final int MOST_PAGES = 100;

  /** Ids go into paths. */
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,100}");

  private final EngineHttp http;
  private final String base;
  private final String key;

  SonioxApi(SonioxSettings settings, EngineHttp http) {
    this.http = http;
    this.key = settings.apiKey();
    String url = settings.baseUrl();
    this.base = url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
  }

  /** A recording as the file that {@link #store} sends. */
  AudioPart audio(Recording recording) {
    return new AudioPart(
        "audio.wav", AudioEncoding.WAV.mediaType(), WavHeader.of(recording.samples()), recording);
  }

  /**
   * Stores a file and returns its id.
   *
   * @param reference by which {@link #deleteFilesOf} finds it
   */
  String store(AudioPart file, String reference, EngineCall call) throws InterruptedException {
    var post = new HttpPost(base + FILES);
    post.setEntity(
        MultipartEntityBuilder.create()
            .addTextBody("client_reference_id", reference)
            .addPart("file", file)
            .build());
    return id(send(post, Stored.class, call).id());
  }

  /** Begins a job and returns its id. */
  String begin(NewJob job, EngineCall call) throws InterruptedException {
    var post = new HttpPost(base + JOBS);
    post.setEntity(EngineJson.entity(job));
    return id(send(post, Job.class, call).id());
  }

  Job job(String id, EngineCall call) throws InterruptedException {
    return send(new HttpGet(base + JOBS + "/" + id), Job.class, call);
  }

  /** The result of a job, null while there is none. */
  @Nullable Tokens tokens(String id, EngineCall call) throws InterruptedException {
    var answer = exchange(new HttpGet(base + JOBS + "/" + id + "/transcript"), call);
    return answer.status() == 409 ? null : read(answer, Tokens.class);
  }

  /** Deletes a job; one that does not exist is deleted. */
  void deleteJob(String id, EngineCall call) throws InterruptedException {
    delete(JOBS, id, call);
  }

  /** Deletes a file; one that does not exist is deleted. */
  void deleteFile(String id, EngineCall call) throws InterruptedException {
    delete(FILES, id, call);
  }

  /** Deletes the jobs of a reference. */
  void deleteJobsOf(String reference, EngineCall call) throws InterruptedException {
    deleteAllOf(reference, JOBS, call);
  }

  /** Deletes the files of a reference. */
  void deleteFilesOf(String reference, EngineCall call) throws InterruptedException {
    deleteAllOf(reference, FILES, call);
  }

  private void deleteAllOf(String reference, String collection, EngineCall call)
      throws InterruptedException {
    String cursor = "";
    for (int page = 0; page < MOST_PAGES && cursor != null; page++) {
      var get = new HttpGet(base + collection + "?cursor=" + encode(cursor, UTF_8));
      var listed = send(get, Listed.class, call);
      for (Stored stored : listed.all()) {
        if (reference.equals(stored.clientReferenceId())) {
          delete(collection, id(stored.id()), call);
        }
      }
      cursor = listed.nextPageCursor();
    }
  }

  void check(EngineCall call) throws InterruptedException {
    exchange(new HttpGet(base + "/v1/models"), call).requireAlive();
  }

  private void delete(String collection, String id, EngineCall call) throws InterruptedException {
    var answer = exchange(new HttpDelete(base + collection + "/" + id), call);
    if (answer.status() == 409) {
      throw EngineException.passing("it is still worked on", null, null);
    }
    if (!answer.successful() && answer.status() != 404) {
      throw answer.failure();
    }
  }

  private <T> T send(HttpUriRequestBase request, Class<T> type, EngineCall call)
      throws InterruptedException {
    return read(exchange(request, call), type);
  }

  private static <T> T read(EngineAnswer answer, Class<T> type) {
    if (answer.successful()) {
      return answer.as(type);
    }
    var failure = answer.tryAs(Failure.class);
    throw SonioxErrors.failure(answer, failure == null ? null : failure.errorType());
  }

  private EngineAnswer exchange(HttpUriRequestBase request, EngineCall call)
      throws InterruptedException {
    request.setHeader(HttpHeaders.AUTHORIZATION, "Bearer " + key);
    return http.send(request, call);
  }

  private static String id(@Nullable String id) {
    if (id == null || !ID.matcher(id).matches()) {
      throw EngineException.broken("an answer without an id", null);
    }
    return id;
  }
}
