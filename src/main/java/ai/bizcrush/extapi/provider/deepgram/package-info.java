/** Deepgram's prerecorded transcription. */
@ApplicationModule(allowedDependencies = {"engine", "engine :: http", "media"})
@NullMarked
package ai.bizcrush.extapi.provider.deepgram;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
