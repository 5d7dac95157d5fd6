/** Servers that speak the transcription API of OpenAI. */
@ApplicationModule(allowedDependencies = {"engine", "engine :: http", "media"})
@NullMarked
package ai.bizcrush.extapi.provider.openai;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
