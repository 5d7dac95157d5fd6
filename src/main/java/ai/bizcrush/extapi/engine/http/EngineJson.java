package ai.bizcrush.extapi.engine.http;

import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/** JSON as engines write it: snake case, and parts that we do not know. */
public final class EngineJson {

  static final JsonMapper MAPPER =
      JsonMapper.builder().propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE).build();

  private EngineJson() {}

  /** A record as the body of a request. */
  public static HttpEntity entity(Object request) {
    return new ByteArrayEntity(MAPPER.writeValueAsBytes(request), ContentType.APPLICATION_JSON);
  }
}
