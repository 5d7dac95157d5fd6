package ai.bizcrush.extapi.reference;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.http.MediaType;

/** A file that comes with the service. */
record Page(MediaType type, Resource content) {

  private static final String VIEWER = "classpath*:META-INF/resources/webjars/swagger-ui/*/";

  /** One of the class path. */
  static Page at(String path, String type) {
    var media = new MediaType(MediaType.parseMediaType(type), StandardCharsets.UTF_8);
    return new Page(media, new ClassPathResource(path));
  }

  /** One of ours. */
  static Page own(String name, String type) {
    return at("reference/" + name, type);
  }

  /** One of Swagger UI's, whichever version there is. */
  static Page ofViewer(String name, String type) {
    try {
      var found = new PathMatchingResourcePatternResolver().getResources(VIEWER + name);
      return new Page(at(name, type).type(), found[0]);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
