package ai.bizcrush.extapi.transcription;

import ai.bizcrush.extapi.shared.ApiException;
import ai.bizcrush.extapi.shared.ErrorCode;
import ai.bizcrush.extapi.shared.StackOnly;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/** One run of a transcription that outlives its request. */
@Component
class TranscriptionJob {

  /** When another replica, the one that holds the upload, should have taken the work. */
  static final Duration ELSEWHERE = Duration.ofSeconds(1);

  private static final Logger log = LoggerFactory.getLogger(TranscriptionJob.class);

  private final Transcriptions transcriptions;
  private final Transcriber transcriber;
  private final WorkFolder folder;
  private final FinishedWork finished;
  private final TranscriptionSettings settings;
  private final Clock clock;

  TranscriptionJob(
      Transcriptions transcriptions,
      Transcriber transcriber,
      WorkFolder folder,
      FinishedWork finished,
      TranscriptionSettings settings,
      Clock clock) {
    this.transcriptions = transcriptions;
    this.transcriber = transcriber;
    this.folder = folder;
    this.finished = finished;
    this.settings = settings;
    this.clock = clock;
  }

  /**
   * Does the work and records what came of it.
   *
   * @return null when the work is over; else when to try again, because the upload lies elsewhere
   * @throws InterruptedException the service stops: the work goes on after it, or on another
   *     replica
   */
  @Nullable Duration run(String id) throws InterruptedException {
    var running = transcriptions.running(id);
    if (running.isEmpty()) {
      end(id);
      return null;
    }
    var work = running.get();
    if (work.audioUrl() == null && folder.upload(id).isEmpty()) {
      if (clock.instant().isBefore(work.createdAt().plus(settings.lostUpload()))) {
        return ELSEWHERE;
      }
      transcriptions.failed(
          id,
          ApiException.unavailable(
              "The upload was lost, send it again", Duration.ofSeconds(1), null));
      end(id);
      return null;
    }
    transcriptions.takeUp(id).ifPresent(this::work);
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    end(id);
    return null;
  }

  private void work(Work work) {
    if (work.attempts() > settings.attempts()) {
      log.error("Transcription {} was given up after {} attempts", work.id(), settings.attempts());
      transcriptions.failed(work.id(), internal());
      return;
    }
    try {
      transcriptions.done(work.id(), transcribe(work));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ApiException refusal) {
      transcriptions.failed(work.id(), refusal);
    } catch (DataAccessException | TransactionException e) {
      throw e; // the job's own failure: it is tried again
    } catch (RuntimeException e) {
      log.error("Transcription {} failed", work.id(), StackOnly.of(e));
      transcriptions.failed(work.id(), internal());
    }
  }

  private TranscriptionReply transcribe(Work work) throws InterruptedException {
    String url = work.audioUrl();
    if (url != null) {
      return transcriber.transcribe(
          work.caller(), work.sessionId(), new AudioSource.Remote(url), work.options());
    }
    Path upload = folder.upload(work.id()).orElseThrow(IllegalStateException::new);
    return transcriber.transcribe(work.caller(), work.sessionId(), upload, work.options());
  }

  private void end(String id) {
    folder.forget(id);
    finished.tell(id);
  }

  private static ApiException internal() {
    return new ApiException(ErrorCode.INTERNAL, "Transcription failed");
  }
}
