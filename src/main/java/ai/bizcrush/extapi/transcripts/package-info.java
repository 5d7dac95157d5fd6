/** What was said: live chunks and utterances, their storage, corrections, cursors and endpoints. */
@ApplicationModule(allowedDependencies = {"web", "database", "identity", "meetings"})
@NullMarked
package ai.bizcrush.extapi.transcripts;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
