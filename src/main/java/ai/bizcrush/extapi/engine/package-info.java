/** What is asked of any speech engine, which one answers, and the policies around it. */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package ai.bizcrush.extapi.engine;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
