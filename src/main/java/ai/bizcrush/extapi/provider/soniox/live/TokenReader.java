package ai.bizcrush.extapi.provider.soniox.live;

import ai.bizcrush.extapi.engine.LiveWord;
import ai.bizcrush.extapi.engine.RecognitionRequest;
import ai.bizcrush.extapi.engine.StorableText;
import ai.bizcrush.extapi.engine.TranscriptBuilder;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.exc.StreamReadException;

/**
 * Reads tokens. Most of a message was said by the one before: what stays the same is not made anew.
 */
final class TokenReader {

  private static final LiveWord NONE = new LiveWord("", -1, -1, 0, "", "");

  private final JsonParser parser;
  private final boolean diarization;
  private final String onlyLanguage;
  private final Label speakers = new Label(StorableText::of);
  private final Label languages = new Label(TranscriptBuilder::language);

  /** The tail of the last message, which this one repeats from its beginning, final or not. */
  private final List<LiveWord> before = new ArrayList<>();

  private int place;
  private String text = "";
  private long start;
  private long end;
  private double confidence;
  private String speaker = "";
  private String language = "";
  private boolean isFinal;
  private boolean spoken;

  TokenReader(JsonParser parser, RecognitionRequest request) {
    this.parser = parser;
    this.diarization = request.diarization();
    var hints = request.languages().codes();
    this.onlyLanguage = hints.size() == 1 ? hints.getFirst() : "";
  }

  void beginMessage() {
    place = 0;
  }

  void endMessage(List<LiveWord> tail) {
    before.clear();
    before.addAll(tail);
  }

  /** Whether the token that was read last will not change any more. */
  boolean isFinal() {
    return isFinal;
  }

  /**
   * The token whose object has begun: a word, {@link Result#ENDPOINT}, or null for what nobody said
   * (translations, noises).
   */
  @Nullable LiveWord read() {
    LiveWord expected = place < before.size() ? before.get(place) : NONE;
    text = "";
    start = Result.UNSAID;
    end = Result.UNSAID;
    confidence = 0;
    speaker = "";
    language = onlyLanguage;
    isFinal = false;
    spoken = true;
    while (next() != JsonToken.END_OBJECT) {
      property(parser.currentName(), expected);
    }
    if (text.equals("<end>") || text.equals("<fin>")) {
      return isFinal ? Result.ENDPOINT : null;
    }
    if (!spoken || text.isEmpty()) {
      return null;
    }
    place++;
    return word(expected);
  }

  private void property(String name, LiveWord expected) {
    JsonToken value = next();
    if (value == JsonToken.VALUE_NULL) {
      return;
    }
    switch (name) {
      case "text" -> text = text(value, expected.text());
      case "start_ms" -> start = Math.max(Result.UNSAID, parser.getLongValue());
      case "end_ms" -> end = Math.max(Result.UNSAID, parser.getLongValue());
      case "confidence" -> confidence = TranscriptBuilder.confidence(parser.getDoubleValue());
      case "is_final" -> isFinal = value == JsonToken.VALUE_TRUE;
      case "speaker" -> speaker = diarization ? speakers.of(parser) : "";
      case "language" -> language = languages.of(parser);
      case "translation_status" -> spoken &= !is("translation");
      case "is_audio_event" -> spoken &= value != JsonToken.VALUE_TRUE;
      default -> parser.skipChildren();
    }
  }

  private String text(JsonToken value, String expected) {
    if (value != JsonToken.VALUE_STRING) {
      throw new StreamReadException(parser, "a text that is none");
    }
    return is(expected) ? expected : StorableText.of(parser.getString());
  }

  private boolean is(String expected) {
    return Label.same(parser, expected);
  }

  private LiveWord word(LiveWord expected) {
    if (start < 0 || end < start) {
      end = start;
    }
    if (text.equals(expected.text())
        && start == expected.startMs()
        && end == expected.endMs()
        && confidence == expected.confidence()
        && speaker.equals(expected.speaker())
        && language.equals(expected.language())) {
      return expected;
    }
    return new LiveWord(text, start, end, confidence, speaker, language);
  }

  private JsonToken next() {
    JsonToken token = parser.nextToken();
    if (token == null || token == JsonToken.NOT_AVAILABLE) {
      throw new StreamReadException(parser, "an unfinished message");
    }
    return token;
  }
}
