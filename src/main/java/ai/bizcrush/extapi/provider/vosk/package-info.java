/** vosk-server, a recogniser on a machine of one's own; live only, one language a server. */
@ApplicationModule(allowedDependencies = {"engine", "engine :: socket"})
@NullMarked
package ai.bizcrush.extapi.provider.vosk;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
