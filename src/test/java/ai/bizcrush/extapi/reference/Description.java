package ai.bizcrush.extapi.reference;

import ai.bizcrush.extapi.shared.ErrorBody;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPathFactory;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Puts the description of the API together. */
final class Description {

  private static final JsonMapper JSON = new JsonMapper();

  private Description() {}

  /**
   * @param exchanges what was tried, for examples
   */
  static ObjectNode of(List<Endpoint> endpoints, List<Exchange> exchanges) throws Exception {
    var comments = SourceComments.read();
    var schemas = new Schemas(comments);
    var operations = new Operations(comments, schemas, exchanges);
    var description = frame();
    description.get("info").asObject().put("version", version());
    tags(description, endpoints, comments);
    var paths = description.putObject("paths");
    for (var endpoint : endpoints) {
      paths
          .withObject("/" + endpoint.path().replace("/", "~1"))
          .set(endpoint.verb(), operations.describe(endpoint));
    }
    unauthenticated(description, exchanges);
    schemas.reply(ErrorBody.class);
    var components = description.get("components").asObject().putObject("schemas");
    schemas.named().forEach(components::set);
    return description;
  }

  private static void tags(
      ObjectNode description, List<Endpoint> endpoints, SourceComments comments) {
    var packages = new TreeMap<String, String>();
    endpoints.forEach(endpoint -> packages.put(endpoint.tag(), endpoint.packageName()));
    var tags = description.putArray("tags");
    packages.forEach(
        (tag, name) ->
            tags.addObject().put("name", tag).put("description", comments.ofPackage(name).text()));
  }

  private static void unauthenticated(ObjectNode description, List<Exchange> exchanges) {
    var content = description.at("/components/responses/Unauthenticated/content/application~1json");
    exchanges.stream()
        .filter(exchange -> exchange.status() == 401)
        .findFirst()
        .ifPresent(exchange -> content.asObject().set("example", exchange.reply()));
  }

  private static ObjectNode frame() throws IOException {
    try (InputStream frame = Description.class.getResourceAsStream("/reference/frame.json")) {
      return JSON.readTree(frame).asObject();
    }
  }

  private static String version() throws Exception {
    var pom =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(Path.of("pom.xml").toFile());
    return XPathFactory.newInstance().newXPath().evaluate("/project/version", pom);
  }
}
