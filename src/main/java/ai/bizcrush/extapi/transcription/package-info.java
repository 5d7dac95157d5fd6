/** Transcription of recordings: the work, its results, and the endpoint for both. */
@ApplicationModule(
    allowedDependencies = {
      "web",
      "web :: json",
      "database",
      "identity",
      "identity :: keys",
      "identity :: tokens",
      "engine",
      "engine :: live",
      "media",
      "media :: live",
      "outbound",
      "meetings",
      "transcripts",
      "proto"
    })
@NullMarked
package ai.bizcrush.extapi.transcription;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
