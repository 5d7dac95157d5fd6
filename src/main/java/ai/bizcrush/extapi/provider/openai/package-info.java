/** Servers that speak the transcription API of OpenAI. */
@ApplicationModule(
    allowedDependencies = {
      "engine",
      "engine :: http",
      "engine :: socket",
      "media",
      "media :: live"
    })
@NullMarked
package ai.bizcrush.extapi.provider.openai;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
