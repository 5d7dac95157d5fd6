/** Soniox: asynchronous transcription of recordings, real-time transcription of live audio. */
@ApplicationModule(allowedDependencies = {"engine", "engine :: http", "engine :: socket", "media"})
@NullMarked
package ai.bizcrush.extapi.provider.soniox;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
