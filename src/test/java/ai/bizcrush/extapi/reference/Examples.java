package ai.bizcrush.extapi.reference;

import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Recorded requests and replies, which differ from time to time in their ids and times alone. */
final class Examples {

  static final String FIELD = "example";

  private static final Pattern ID = Pattern.compile("[0-9A-HJKMNP-TV-Z]{26}");
  private static final Pattern TIME =
      Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{6}Z");

  private Examples() {}

  /** Takes operations as they were described before, where nothing else has changed. */
  static void keep(ObjectNode description, JsonNode before) {
    for (var path : description.get("paths").properties()) {
      var old = before.at("/paths").path(path.getKey());
      if (timeless(path.getValue()).equals(timeless(old))) {
        path.setValue(old);
      }
    }
  }

  private static String timeless(JsonNode operations) {
    String ids = ID.matcher(operations.toString()).replaceAll("id");
    return TIME.matcher(ids).replaceAll("time");
  }
}
