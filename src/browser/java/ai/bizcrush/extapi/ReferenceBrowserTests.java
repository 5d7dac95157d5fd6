package ai.bizcrush.extapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;

/** The viewer of the API's description, in a real browser, which holds it to the content policy. */
class ReferenceBrowserTests {

  private static final String KEY = "sk-prod-browser-key-that-is-long-enough-0000";

  @Test
  void thePageTriesTheApiAndComplainsOfNothing(@TempDir Path data) {
    var complaints = new ArrayList<String>();
    var asked = new ArrayList<String>();
    try (var service =
            SpringApplication.run(
                Extapi.class,
                "--server.port=0",
                "--extapi.site.port=0",
                "--management.server.port=0",
                "--extapi.data-dir=" + data,
                "--extapi.provisioning.users[0].email=ann@example.org",
                "--extapi.provisioning.users[0].api-keys[0].name=browser",
                "--extapi.provisioning.users[0].api-keys[0].key=" + KEY);
        var playwright =
            Playwright.create(
                new Playwright.CreateOptions()
                    .setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        var browser =
            playwright
                .chromium()
                .launch(
                    new BrowserType.LaunchOptions()
                        .setExecutablePath(Path.of(System.getProperty("browser")))
                        .setArgs(List.of("--no-sandbox")));
        var page = browser.newPage()) {
      String base = "http://localhost:" + service.getEnvironment().getProperty("local.server.port");
      page.onConsoleMessage(message -> complaints.add(message.text()));
      page.onPageError(complaints::add);
      page.onRequest(request -> asked.add(request.url()));

      page.navigate(base + "/v1/docs#/meetings/createMeeting");
      page.locator(".authorize").first().click();
      page.locator(".auth-container input").fill(KEY);
      page.locator(".auth-btn-wrapper .authorize").click();
      page.locator(".auth-btn-wrapper .btn-done").click();
      page.locator(".try-out__btn").first().click();
      page.locator(".execute").first().click();
      String reply = page.locator(".live-responses-table .highlight-code").first().textContent();

      assertThat(reply).contains("\"status\": \"MS_LIVE\"", "Weekly planning");
      assertThat(complaints).isEmpty();
      assertThat(asked)
          .contains(base + "/v1/openapi.json", base + "/v1/create-meeting")
          .allMatch(url -> url.startsWith(base) || url.startsWith("data:"));
    }
  }
}
