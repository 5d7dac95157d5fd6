/** Audio as files and samples: ffmpeg, Opus, Ogg and PCM. */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package ai.bizcrush.extapi.media;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
