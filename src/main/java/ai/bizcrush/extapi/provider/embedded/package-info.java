/** The recogniser that runs inside this process: English, no account, no key. */
@ApplicationModule(allowedDependencies = {"engine", "engine :: socket", "media"})
@NullMarked
package ai.bizcrush.extapi.provider.embedded;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
