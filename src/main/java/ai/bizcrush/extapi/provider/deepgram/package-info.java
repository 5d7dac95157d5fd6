/** Deepgram's transcription, prerecorded and live. */
@ApplicationModule(allowedDependencies = {"engine", "engine :: http", "engine :: socket", "media"})
@NullMarked
package ai.bizcrush.extapi.provider.deepgram;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
