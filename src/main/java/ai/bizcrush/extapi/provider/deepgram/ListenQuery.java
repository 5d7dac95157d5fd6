package ai.bizcrush.extapi.provider.deepgram;

import ai.bizcrush.extapi.engine.RecognitionRequest;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import org.apache.hc.core5.net.URIBuilder;

/** What is asked of {@code /v1/listen}: everything but the audio stands in the query. */
final class ListenQuery {

  /** A request takes 500 tokens of keywords; a token has two characters or more. */
  private static final int KEYWORD_CHARACTERS = 1000;

  private static final int MOST_KEYWORDS = 100;

  private final DeepgramSettings settings;

  ListenQuery(DeepgramSettings settings) {
    this.settings = settings;
  }

  /** The base URL without a slash at its end. */
  String base() {
    String base = settings.baseUrl();
    return base.endsWith("/") ? base.substring(0, base.length() - 1) : base;
  }

  /** Of a recording. */
  URI recorded(RecognitionRequest request) {
    var query = common(base(), request).addParameter("utterances", "true");
    languages(query, request.languages().codes());
    return build(query);
  }

  /** Of live audio: 16 kHz, one channel, signed 16 bit. */
  URI live(RecognitionRequest request) {
    var languages = request.languages().codes();
    return build(
        common(base().replaceFirst("http", "ws"), request)
            .addParameter("punctuate", "true")
            .addParameter("encoding", "linear16")
            .addParameter("sample_rate", "16000")
            .addParameter("channels", "1")
            .addParameter("interim_results", "true")
            .addParameter("vad_events", "true")
            .addParameter("endpointing", String.valueOf(settings.endpointing().toMillis()))
            .addParameter("utterance_end_ms", String.valueOf(settings.utteranceEnd().toMillis()))
            .addParameter("language", languages.size() == 1 ? languages.getFirst() : "multi"));
  }

  private URIBuilder common(String base, RecognitionRequest request) {
    try {
      var query =
          new URIBuilder(base + "/v1/listen")
              .addParameter("model", settings.model())
              .addParameter("smart_format", "true")
              .addParameter("diarize", String.valueOf(request.diarization()));
      keywords(query, request.keywords());
      return query;
    } catch (URISyntaxException e) {
      throw new IllegalStateException("a base URL that is none", e);
    }
  }

  private static URI build(URIBuilder query) {
    try {
      return query.build();
    } catch (URISyntaxException e) {
      throw new IllegalStateException("a base URL that is none", e);
    }
  }

  /** Without a language Deepgram takes English; several expected ones narrow the detection. */
  private void languages(URIBuilder query, List<String> languages) {
    if (languages.size() == 1) {
      query.addParameter("language", languages.getFirst());
    } else if (settings.multilingual()) {
      query.addParameter("language", "multi");
      languages.forEach(language -> query.addParameter("language_hint", language));
    } else if (languages.isEmpty()) {
      query.addParameter("detect_language", "true");
    } else {
      languages.forEach(language -> query.addParameter("detect_language", language));
    }
  }

  /** Models before nova-3 take single words under another name. */
  private void keywords(URIBuilder query, List<String> keywords) {
    String name = settings.model().startsWith("nova-3") ? "keyterm" : "keywords";
    int left = KEYWORD_CHARACTERS;
    for (String keyword : keywords.subList(0, Math.min(keywords.size(), MOST_KEYWORDS))) {
      left -= keyword.length();
      if (left < 0) {
        return;
      }
      query.addParameter(name, keyword);
    }
  }
}
