package ai.bizcrush.extapi.transcription;

import ai.bizcrush.extapi.engine.RecognitionRequest;
import ai.bizcrush.extapi.meetings.RecordedMeetings.RecordedMeeting;
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
  private static final Duration ELSEWHERE = Duration.ofSeconds(1);

  private static final int RECORDING_TRIES = 12;
  private static final Duration RECORDING_PAUSE = Duration.ofSeconds(5);

  private static final Logger log = LoggerFactory.getLogger(TranscriptionJob.class);

  private final Transcriptions transcriptions;
  private final Outcomes outcomes;
  private final Transcriber transcriber;
  private final WorkFolder folder;
  private final FinishedWork finished;
  private final MeetingRecordings recorded;
  private final TranscriptionSettings settings;
  private final Clock clock;

  TranscriptionJob(
      Transcriptions transcriptions,
      Outcomes outcomes,
      Transcriber transcriber,
      WorkFolder folder,
      FinishedWork finished,
      MeetingRecordings recorded,
      TranscriptionSettings settings,
      Clock clock) {
    this.transcriptions = transcriptions;
    this.outcomes = outcomes;
    this.transcriber = transcriber;
    this.folder = folder;
    this.finished = finished;
    this.recorded = recorded;
    this.settings = settings;
    this.clock = clock;
  }

  /**
   * Does the work and records what came of it.
   *
   * @return null when the work is over; else when to try again, because the upload lies elsewhere
   *     or there is no room just now
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
      if (clock.instant().isBefore(work.uploadSeenAt().plus(settings.lostUpload()))) {
        return ELSEWHERE;
      }
      outcomes.failed(
          id,
          ApiException.unavailable(
              "The upload was lost, send it again", Duration.ofSeconds(1), null));
      end(id);
      return null;
    }
    var taken = transcriptions.takeUp(id);
    @Nullable Duration again = taken.isEmpty() ? null : work(taken.get());
    if (again == null) {
      end(id);
    }
    return again;
  }

  private @Nullable Duration work(Work work) throws InterruptedException {
    if (work.attempts() > settings.attempts()) {
      log.error("Transcription {} was given up after {} attempts", work.id(), settings.attempts());
      outcomes.failed(work.id(), internal());
      return null;
    }
    RecordedMeeting meeting = recorded.meeting(work);
    TranscriptionReply reply;
    try {
      reply = transcribe(work, work.options().toRequest(meeting));
    } catch (InterruptedException e) {
      throw e;
    } catch (ApiException refusal) {
      requireUninterrupted();
      return refused(work, refusal);
    } catch (DataAccessException | TransactionException e) {
      throw e; // the job's own failure: it is tried again
    } catch (RuntimeException e) {
      requireUninterrupted();
      log.error("Transcription {} failed", work.id(), StackOnly.of(e));
      outcomes.failed(work.id(), internal());
      return null;
    }
    record(work, meeting, reply);
    return null;
  }

  /** Nobody's fault, and soon over: the work waits, as long as it is not too old for that. */
  private @Nullable Duration refused(Work work, ApiException refusal) {
    Duration pause = refusal.retryAfter();
    boolean passing =
        refusal.code() == ErrorCode.UNAVAILABLE || refusal.code() == ErrorCode.RATE_LIMITED;
    boolean young = clock.instant().isBefore(work.createdAt().plus(settings.patience()));
    if (passing && young && pause != null) {
      transcriptions.putBack(work.id());
      return pause;
    }
    outcomes.failed(work.id(), refusal);
    return null;
  }

  /** A transcript that was made is not thrown away because the database restarts. */
  private void record(Work work, @Nullable RecordedMeeting meeting, TranscriptionReply reply)
      throws InterruptedException {
    for (int tries = 1; ; tries++) {
      try {
        if (meeting != null) {
          recorded.store(work, meeting, reply);
        }
        outcomes.done(work.id(), reply);
        return;
      } catch (DataAccessException | TransactionException e) {
        if (tries == RECORDING_TRIES) {
          throw e;
        }
        Thread.sleep(RECORDING_PAUSE);
      }
    }
  }

  /** What an interrupt broke says nothing of the audio. */
  private static void requireUninterrupted() throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
  }

  private TranscriptionReply transcribe(Work work, RecognitionRequest request)
      throws InterruptedException {
    String url = work.audioUrl();
    if (url != null) {
      return transcriber.transcribe(
          work.caller(), work.sessionId(), new AudioSource.Remote(url), request);
    }
    Path upload = folder.upload(work.id()).orElseThrow(IllegalStateException::new);
    return transcriber.transcribe(work.caller(), work.sessionId(), upload, request);
  }

  /** Ends work that failed again and again for reasons that are not its own. */
  void giveUp(String id) {
    outcomes.failed(id, internal());
    end(id);
  }

  private void end(String id) {
    folder.forget(id);
    finished.tell(id);
  }

  private static ApiException internal() {
    return new ApiException(ErrorCode.INTERNAL, "Transcription failed");
  }
}
