package ai.bizcrush.extapi.transcription;

import ai.bizcrush.extapi.shared.ApiException;
import ai.bizcrush.extapi.shared.Caller;
import ai.bizcrush.extapi.shared.ErrorCode;
import ai.bizcrush.extapi.shared.Ulids;
import ai.bizcrush.extapi.shared.UserId;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * What clients ask of file transcription. Work that a client named outlives the request: it is a
 * durable job, and whoever asks for the same again, on any replica, waits for the same job or gets
 * its result. Work without a name is done on the request's own thread and ends with it.
 */
@Service
class FileTranscription {

  /** How often a waiting request looks whether another replica has finished. */
  private static final Duration LOOK = Duration.ofMillis(500);

  private static final Duration QUEUE_RETRY = Duration.ofSeconds(5);
  private static final Logger log = LoggerFactory.getLogger(FileTranscription.class);

  private final TranscriptionSettings settings;
  private final Admittance admittance;
  private final Transcriber transcriber;
  private final Transcriptions transcriptions;
  private final Outcomes outcomes;
  private final WorkFolder folder;
  private final TranscriptionJobs jobs;
  private final FinishedWork finished;
  private final TransactionTemplate transaction;

  FileTranscription(
      TranscriptionSettings settings,
      Admittance admittance,
      Transcriber transcriber,
      Transcriptions transcriptions,
      Outcomes outcomes,
      WorkFolder folder,
      TranscriptionJobs jobs,
      FinishedWork finished,
      TransactionTemplate transaction) {
    this.settings = settings;
    this.admittance = admittance;
    this.transcriber = transcriber;
    this.transcriptions = transcriptions;
    this.outcomes = outcomes;
    this.folder = folder;
    this.jobs = jobs;
    this.finished = finished;
    this.transaction = transaction;
  }

  /** Does the work on this thread; an interrupt cancels it. The result is kept. */
  TranscriptionReply transcribe(Caller caller, AudioSource source, Options options)
      throws InterruptedException {
    try (var place = admittance.enter(caller)) {
      var reply = transcriber.transcribe(caller, Ulids.next(), source, options.toRequest(null));
      keep(caller, source, options, reply);
      return reply;
    }
  }

  /** The client has its reply in any case. */
  private void keep(Caller caller, AudioSource source, Options options, TranscriptionReply reply) {
    try {
      transcriptions.keep(caller, options, options.fingerprint(source), reply);
    } catch (DataAccessException | TransactionException e) {
      log.warn("A result could not be kept: {}", e.getClass().getSimpleName());
    }
  }

  /**
   * Begins or joins work.
   *
   * @param anew whether stored results and running work of the session are passed over
   * @return the id of the work
   */
  String submit(
      Caller caller, String sessionId, AudioSource source, Options options, boolean anew) {
    String fingerprint = options.fingerprint(source);
    return transaction.execute(
        status -> {
          transcriptions.lockSession(caller.user(), sessionId);
          var joined =
              anew
                  ? Optional.<String>empty()
                  : transcriptions.joinable(caller.user(), sessionId, fingerprint);
          if (joined.isEmpty() && transcriptions.running(caller) >= settings.queuePerKey()) {
            throw new ApiException(
                ErrorCode.RATE_LIMITED, "Too many transcriptions under way", QUEUE_RETRY, null);
          }
          String id =
              joined.orElseGet(
                  () ->
                      transcriptions
                          .begin(caller, sessionId, options, fingerprint, url(source))
                          .id());
          if (source instanceof AudioSource.Sent(var upload)
              && transcriptions.running(id).isPresent()) {
            folder.keep(id, upload);
          }
          if (joined.isEmpty()) {
            jobs.schedule(id);
          }
          return id;
        });
  }

  /** Waits until work is finished, wherever it runs; an interrupt ends the waiting alone. */
  TranscriptionReply await(Caller caller, String workId) throws InterruptedException {
    while (true) {
      var latch = finished.latch(workId);
      switch (outcomes.of(caller.user(), workId).orElse(null)) {
        case Outcome.Done(var reply) -> {
          return reply;
        }
        case Outcome.Failed(var failure) -> throw failure;
        case Outcome.Running() -> latch.await(LOOK.toMillis(), TimeUnit.MILLISECONDS);
        case null -> throw gone();
      }
    }
  }

  /**
   * How far a session's newest work has come.
   *
   * @throws ApiException 404 when there is none
   */
  Outcome result(UserId owner, String sessionId) {
    return outcomes.newest(owner, sessionId).orElseThrow(FileTranscription::gone);
  }

  private static ApiException gone() {
    return new ApiException(ErrorCode.NOT_FOUND, "Transcription not found");
  }

  private static @Nullable String url(AudioSource source) {
    return source instanceof AudioSource.Remote(var url) ? url : null;
  }
}
