package ai.bizcrush.extapi.reference;

import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** A request that was sent and the reply that came. */
record Exchange(String path, JsonNode request, int status, JsonNode reply) {

  /** The first of an endpoint with that outcome. */
  static Optional<Exchange> find(List<Exchange> exchanges, String path, int status) {
    return exchanges.stream()
        .filter(exchange -> exchange.path().equals(path) && exchange.status() == status)
        .findFirst();
  }
}
