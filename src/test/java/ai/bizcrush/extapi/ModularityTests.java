package ai.bizcrush.extapi;

import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;

/** The arrows between modules are those that their {@code package-info} allows. */
class ModularityTests {

  @Test
  void modulesKeepToTheirArrows() {
    ApplicationModules.of(Extapi.class).verify();
  }
}
