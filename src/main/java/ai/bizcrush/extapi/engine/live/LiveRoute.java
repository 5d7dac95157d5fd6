package ai.bizcrush.extapi.engine.live;

import ai.bizcrush.extapi.engine.RecognitionRequest;
import java.util.List;

/** The configured engines for live audio, in their order. Never blocks. */
public interface LiveRoute {

  /**
   * The engines that can serve a request, in the order in which they are to be tried. An engine
   * that knows none of the expected languages is left out; without expected languages, engines that
   * do not detect the language are, unless the route has no others. Empty when nothing fits.
   */
  List<LiveEngine> engines(RecognitionRequest request);
}
