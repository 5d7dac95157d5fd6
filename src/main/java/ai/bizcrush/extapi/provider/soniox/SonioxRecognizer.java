package ai.bizcrush.extapi.provider.soniox;

import ai.bizcrush.extapi.engine.EngineCall;
import ai.bizcrush.extapi.engine.EngineException;
import ai.bizcrush.extapi.engine.FileCapabilities;
import ai.bizcrush.extapi.engine.FileRecognizer;
import ai.bizcrush.extapi.engine.LanguageHints;
import ai.bizcrush.extapi.engine.RecognitionRequest;
import ai.bizcrush.extapi.engine.Recording;
import ai.bizcrush.extapi.engine.Transcript;
import ai.bizcrush.extapi.provider.soniox.Cleaning.Leftover;
import ai.bizcrush.extapi.provider.soniox.Messages.Context;
import ai.bizcrush.extapi.provider.soniox.Messages.Job;
import ai.bizcrush.extapi.provider.soniox.Messages.NewJob;
import ai.bizcrush.extapi.provider.soniox.Messages.Tokens;
import ai.bizcrush.extapi.provider.soniox.live.Terms;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A recording is stored, a job is begun, looked at until it is done, and its result fetched; then,
 * whatever happened, both are deleted there.
 */
final class SonioxRecognizer implements FileRecognizer {

  /** Looks that fail in a row before the job counts as lost: one failure means nothing yet. */
  private static final int LOST = 3;

  private final SonioxSettings settings;
  private final SonioxApi api;
  private final Cleaning cleaning;

  SonioxRecognizer(SonioxSettings settings, SonioxApi api, Cleaning cleaning) {
    this.settings = settings;
    this.api = api;
    this.cleaning = cleaning;
  }

  @Override
  public FileCapabilities capabilities() {
    return new FileCapabilities(LanguageHints.SUPPORTED, true, true, true, settings.maxDuration());
  }

  @Override
  public Transcript recognize(Recording recording, RecognitionRequest request, EngineCall call)
      throws InterruptedException {
    var remaining = new Remaining(call);
    var audio = api.audio(recording);
    String reference = UUID.randomUUID().toString();
    var leftovers = new ArrayList<Leftover>();
    try {
      // Whose id never arrived is looked for by the reference.
      leftovers.add(
          cleanup -> {
            if (audio.sent()) {
              api.deleteFilesOf(reference, cleanup);
            }
          });
      String file = api.store(audio, reference, remaining.call());
      leftovers.set(0, cleanup -> api.deleteFile(file, cleanup));
      leftovers.addFirst(cleanup -> api.deleteJobsOf(reference, cleanup));
      String job = api.begin(job(file, reference, request), remaining.call());
      leftovers.set(0, cleanup -> api.deleteJob(job, cleanup));
      return new TokenReader(request, recording.duration()).read(result(job, remaining));
    } finally {
      cleaning.delete(leftovers);
    }
  }

  @Override
  public void check(EngineCall call) throws InterruptedException {
    api.check(call);
  }

  private NewJob job(String file, String reference, RecognitionRequest request) {
    return new NewJob(
        settings.model(),
        file,
        request.languages().codes(),
        request.diarization(),
        true,
        context(request.keywords()),
        reference);
  }

  private static @Nullable Context context(List<String> keywords) {
    List<String> terms = Terms.of(keywords);
    return terms.isEmpty() ? null : new Context(terms);
  }

  private Tokens result(String job, Remaining remaining) throws InterruptedException {
    var pauses = new PollPauses(settings.pollInterval(), settings.longestPollInterval());
    int failures = 0;
    while (true) {
      remaining.sleep(pauses.next());
      try {
        var tokens = look(job, remaining);
        if (tokens != null) {
          return tokens;
        }
        failures = 0;
      } catch (EngineException e) {
        failures++;
        if (!e.retryable() || failures == LOST) {
          throw e;
        }
      }
    }
  }

  private @Nullable Tokens look(String id, Remaining remaining) throws InterruptedException {
    Job job = api.job(id, remaining.call());
    return switch (job.status()) {
      case "queued", "processing" -> null;
      case "completed" -> api.tokens(id, remaining.call());
      case "error", "failed" -> throw SonioxErrors.failedJob(job.errorType());
      case null, default -> throw EngineException.broken("a job in an unknown state", null);
    };
  }
}
