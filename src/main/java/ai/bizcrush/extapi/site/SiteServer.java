package ai.bizcrush.extapi.site;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.web.context.servlet.ApplicationServletEnvironment;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.boot.web.server.servlet.context.AnnotationConfigServletWebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.core.env.MapPropertySource;
import org.springframework.stereotype.Component;

/**
 * Runs the site listener: a servlet context as a child of the main one, the way Spring Boot runs a
 * management server on a port of its own. A failure to start ends the process. It stops in the
 * phase of graceful shutdown, beside the API listener and before any shared bean.
 */
@Component
class SiteServer implements SmartLifecycle {

  private final ConfigurableApplicationContext main;
  private @Nullable ConfigurableApplicationContext site;

  SiteServer(ConfigurableApplicationContext main) {
    this.main = main;
  }

  @Override
  public void start() {
    var environment = new ApplicationServletEnvironment();
    environment.setConversionService(main.getEnvironment().getConversionService());
    var child = new AnnotationConfigServletWebServerApplicationContext();
    child.setEnvironment(environment);
    child.setId(main.getId() + ":site");
    child.setServerNamespace("site");
    child.setParent(main);
    child.register(SiteConfiguration.class);
    try {
      child.refresh();
    } catch (RuntimeException e) {
      child.close();
      throw e;
    }
    site = child;
    publishPort(environment.getRequiredProperty("local.site.port", Integer.class));
  }

  /** The main context sees the port too: it is part of what the process says of itself. */
  private void publishPort(int port) {
    main.getEnvironment()
        .getPropertySources()
        .addFirst(new MapPropertySource("site.port", Map.of("local.site.port", port)));
  }

  @Override
  public void stop(Runnable callback) {
    Thread.ofPlatform()
        .name("site-shutdown")
        .start(
            () -> {
              try {
                stop();
              } finally {
                callback.run();
              }
            });
  }

  @Override
  public void stop() {
    var running = site;
    if (running != null) {
      running.close();
    }
    site = null;
  }

  /** Not where a test loads beans without servers. */
  @Override
  public boolean isAutoStartup() {
    return main instanceof WebServerApplicationContext;
  }

  @Override
  public boolean isRunning() {
    return site != null;
  }

  @Override
  public int getPhase() {
    return WebServerApplicationContext.GRACEFUL_SHUTDOWN_PHASE;
  }
}
