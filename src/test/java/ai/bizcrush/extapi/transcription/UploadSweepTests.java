package ai.bizcrush.extapi.transcription;

import static org.assertj.core.api.Assertions.assertThat;

import ai.bizcrush.extapi.WholeService;
import ai.bizcrush.extapi.engine.LanguageHints;
import ai.bizcrush.extapi.shared.Caller;
import ai.bizcrush.extapi.shared.Ulids;
import ai.bizcrush.extapi.shared.UserId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Uploads whose work is over do not stay on the disk; others do. */
class UploadSweepTests extends WholeService {

  @Autowired UploadSweep sweep;
  @Autowired Transcriptions transcriptions;

  private static Path upload(String work, Instant written) throws Exception {
    Path file = Files.createFile(Path.of(DATA, "transcription", work + ".upload"));
    return Files.setLastModifiedTime(file, FileTime.from(written));
  }

  @Test
  void nobodyElseMayLookAtThem() throws Exception {
    for (String folder : new String[] {"transcription", "spool"}) {
      assertThat(
              PosixFilePermissions.toString(Files.getPosixFilePermissions(Path.of(DATA, folder))))
          .isEqualTo("rwx------");
    }
  }

  @Test
  void onlyOldUploadsOfWorkThatIsOverAreDeleted() throws Exception {
    var caller = new Caller(UserId.random(), "key");
    var options = new Options(true, LanguageHints.AUTOMATIC);
    Instant old = Instant.now().minusSeconds(3600);
    Path running = upload(transcriptions.begin(caller, "sweep", options, "print", null).id(), old);
    Path over = upload(Ulids.next(), old);
    Path arriving = upload(Ulids.next(), Instant.now());

    sweep.sweep();

    assertThat(running).exists();
    assertThat(over).doesNotExist();
    assertThat(arriving).exists();
    Files.delete(running);
    Files.delete(arriving);
  }
}
