package ai.bizcrush.extapi.provider.openai;

import ai.bizcrush.extapi.engine.RecognitionRequest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.hc.client5.http.entity.mime.ContentBody;
import org.apache.hc.client5.http.entity.mime.HttpMultipartMode;
import org.apache.hc.client5.http.entity.mime.MultipartEntityBuilder;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpEntity;

/** The fields that a model takes: it refuses, or misunderstands, those of other models. */
final class TranscriptionForm {

  private static final ContentType TEXT = ContentType.create("text/plain", StandardCharsets.UTF_8);

  /** Whisper reads the last 224 tokens of a prompt: more words push out the first. */
  private static final int PROMPT_CHARACTERS = 600;

  private final OpenAiSettings settings;

  TranscriptionForm(OpenAiSettings settings) {
    this.settings = settings;
  }

  /** The form; the file comes last, so that a server knows what to do with it. */
  HttpEntity entity(ContentBody file, RecognitionRequest request) {
    var form =
        MultipartEntityBuilder.create()
            .setMode(HttpMultipartMode.EXTENDED)
            .setCharset(StandardCharsets.UTF_8);
    var dialect = settings.spoken();
    text(form, "model", settings.model());
    text(form, "response_format", dialect.responseFormat());
    languages(form, dialect, request.languages().codes());
    keywords(form, dialect, request.keywords());
    if (dialect == Dialect.DIARIZING) {
      text(form, "chunking_strategy", "auto");
    }
    if (dialect == Dialect.WHISPER && settings.wordTimes()) {
      text(form, "timestamp_granularities[]", "segment");
      text(form, "timestamp_granularities[]", "word");
    }
    return form.addPart("file", file).build();
  }

  /** A model that takes one language is not told one of two. */
  private static void languages(
      MultipartEntityBuilder form, Dialect dialect, List<String> languages) {
    if (dialect == Dialect.HINTED) {
      languages.forEach(language -> text(form, "languages[]", language));
    } else if (languages.size() == 1) {
      text(form, "language", languages.getFirst());
    }
  }

  private static void keywords(
      MultipartEntityBuilder form, Dialect dialect, List<String> keywords) {
    if (dialect == Dialect.HINTED) {
      keywords.forEach(keyword -> text(form, "keywords[]", keyword));
    } else if (dialect.keywords() && !keywords.isEmpty()) {
      text(form, "prompt", prompt(keywords));
    }
  }

  private static String prompt(List<String> keywords) {
    var prompt = new StringBuilder();
    for (String keyword : keywords) {
      if (prompt.length() + keyword.length() + 2 > PROMPT_CHARACTERS) {
        break;
      }
      prompt.append(prompt.isEmpty() ? "" : ", ").append(keyword);
    }
    return prompt.toString();
  }

  private static void text(MultipartEntityBuilder form, String name, String value) {
    form.addTextBody(name, value, TEXT);
  }
}
