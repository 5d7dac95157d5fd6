package ai.bizcrush.extapi.engine;

import java.util.List;

/**
 * What the caller wants recognised, the same words for every engine.
 *
 * @param languages normalised hints, the likeliest first; empty asks for detection
 * @param diarization whether speakers are to be told apart
 * @param keywords words to expect: names, products, terms
 */
public record RecognitionRequest(
    LanguageHints languages, boolean diarization, List<String> keywords) {

  public RecognitionRequest {
    keywords = List.copyOf(keywords);
  }
}
