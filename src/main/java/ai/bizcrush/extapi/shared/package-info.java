/** The few records that every module speaks: ids, the caller, the vocabulary of errors. */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package ai.bizcrush.extapi.shared;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
