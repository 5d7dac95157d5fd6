/** File transcription: the work, its results, and the endpoint for both. */
@ApplicationModule(
    allowedDependencies = {"web", "database", "identity", "engine", "media", "outbound"})
@NullMarked
package ai.bizcrush.extapi.transcription;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
