/** Soniox's asynchronous transcription. */
@ApplicationModule(allowedDependencies = {"engine", "engine :: http", "media"})
@NullMarked
package ai.bizcrush.extapi.provider.soniox;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
