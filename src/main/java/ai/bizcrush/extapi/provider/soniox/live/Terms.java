package ai.bizcrush.extapi.provider.soniox.live;

import java.util.ArrayList;
import java.util.List;

/** Words to expect, as many as a context of some 8000 tokens takes for sure. */
public final class Terms {

  private static final int CHARACTERS = 8000;

  private Terms() {}

  /** The first keywords, as far as there is room. */
  public static List<String> of(List<String> keywords) {
    int left = CHARACTERS;
    var terms = new ArrayList<String>();
    for (String keyword : keywords) {
      left -= keyword.length();
      if (left < 0) {
        break;
      }
      terms.add(keyword);
    }
    return terms;
  }
}
