package ai.bizcrush.extapi.identity.provisioning;

import ai.bizcrush.extapi.site.PublicUrls;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** Has the accounts ready before the servers listen, and shows a new demo user once they do. */
@Component
class Accounts implements SmartInitializingSingleton {

  private final List<Account> accounts;
  private final Provisioning provisioning;
  private final DemoUser demoUser;
  private final FirstRunSettings settings;
  private final PublicUrls urls;
  private final AtomicReference<@Nullable FirstRun> firstRun = new AtomicReference<>();

  Accounts(
      Environment environment,
      Provisioning provisioning,
      DemoUser demoUser,
      FirstRunSettings settings,
      PublicUrls urls) {
    this.accounts = AccountReader.read(environment);
    this.provisioning = provisioning;
    this.demoUser = demoUser;
    this.settings = settings;
    this.urls = urls;
  }

  @Override
  public void afterSingletonsInstantiated() {
    accounts.forEach(provisioning::provision);
    firstRun.set(demoUser.createIfAlone().orElse(null));
  }

  /**
   * The port is known only now if any free one was asked for, so the file is written again. First
   * of all listeners: who reads that the service serves finds the key above it.
   */
  @Order(Ordered.HIGHEST_PRECEDENCE)
  @EventListener(ApplicationReadyEvent.class)
  void show() {
    FirstRun created = firstRun.getAndSet(null);
    if (created != null) {
      String block = created.block(urls.api());
      settings.file().write(block);
      System.out.print(block);
    }
  }
}
