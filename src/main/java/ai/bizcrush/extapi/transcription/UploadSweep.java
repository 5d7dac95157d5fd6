package ai.bizcrush.extapi.transcription;

import java.util.concurrent.TimeUnit;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;

/**
 * Deletes uploads of this replica whose work has ended elsewhere, or never began because a
 * transaction did not commit. Upkeep of a local disk, so every replica does its own.
 */
@Configuration(proxyBeanMethods = false)
@EnableScheduling
class UploadSweep {

  private final WorkFolder folder;
  private final Transcriptions transcriptions;

  UploadSweep(WorkFolder folder, Transcriptions transcriptions) {
    this.folder = folder;
    this.transcriptions = transcriptions;
  }

  /** Also tells the other replicas that the uploads of running work are not lost. */
  @Scheduled(initialDelay = 1, fixedDelay = 30, timeUnit = TimeUnit.SECONDS)
  void sweep() {
    for (String work : folder.workWithUploads()) {
      if (transcriptions.running(work).isPresent()) {
        transcriptions.uploadSeen(work);
      } else if (folder.isSettled(work)) {
        folder.forget(work);
      }
    }
  }
}
