package ai.bizcrush.extapi.site;

import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/**
 * How clients reach the two listeners: {@code extapi.api.public-url} and {@code
 * extapi.site.public-url}, or the local port that was bound.
 */
@Component
public class PublicUrls {

  private final Environment environment;

  PublicUrls(Environment environment) {
    this.environment = environment;
  }

  /** The API's, without a trailing slash, for example {@code https://extapi.example.com}. */
  public String api() {
    return url("extapi.api.public-url", "local.server.port", "server.port", "8080");
  }

  /** The site's, likewise. */
  public String site() {
    return url("extapi.site.public-url", "local.site.port", "extapi.site.port", "8081");
  }

  private String url(String setting, String bound, String configured, String otherwise) {
    String url = environment.getProperty(setting, "");
    if (url.isBlank()) {
      String port = environment.getProperty(bound, environment.getProperty(configured, otherwise));
      url = "http://localhost:" + port;
    }
    return url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
  }
}
