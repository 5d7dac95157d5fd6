package ai.bizcrush.extapi.identity.provisioning;

import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.web.server.WebServer;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** Has the accounts ready before the servers listen, and shows a new demo user once they do. */
@Component
class Accounts implements SmartInitializingSingleton {

  private final List<Account> accounts;
  private final Provisioning provisioning;
  private final DemoUser demoUser;
  private final FirstRunSettings settings;
  private final AtomicReference<@Nullable FirstRun> firstRun = new AtomicReference<>();

  Accounts(
      Environment environment,
      Provisioning provisioning,
      DemoUser demoUser,
      FirstRunSettings settings) {
    this.accounts = AccountReader.read(environment);
    this.provisioning = provisioning;
    this.demoUser = demoUser;
    this.settings = settings;
  }

  @Override
  public void afterSingletonsInstantiated() {
    accounts.forEach(provisioning::provision);
    firstRun.set(demoUser.createIfAlone().orElse(null));
  }

  /** The port is known only now if any free one was asked for, so the file is written again. */
  @EventListener
  void on(ApplicationReadyEvent ready) {
    FirstRun created = firstRun.getAndSet(null);
    if (created != null) {
      WebServer server =
          ready.getApplicationContext() instanceof WebServerApplicationContext web
              ? web.getWebServer()
              : null;
      String block =
          created.block(server == null ? settings.baseUrl() : settings.baseUrl(server.getPort()));
      settings.file().write(block);
      System.out.print(block);
    }
  }
}
