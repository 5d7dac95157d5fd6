package ai.bizcrush.extapi.provider.openai;

import ai.bizcrush.extapi.engine.EngineException;
import ai.bizcrush.extapi.engine.RecognitionRequest;
import ai.bizcrush.extapi.engine.Transcript;
import ai.bizcrush.extapi.engine.TranscriptBuilder;
import ai.bizcrush.extapi.engine.Word;
import ai.bizcrush.extapi.provider.openai.Transcription.Segment;
import ai.bizcrush.extapi.provider.openai.Transcription.Timing;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Turns one answer into a transcript: a segment is an utterance. */
final class TranscriptionReader {

  private final Dialect dialect;
  private final RecognitionRequest request;
  private final Duration length;
  private final TranscriptBuilder transcript;

  TranscriptionReader(Dialect dialect, RecognitionRequest request, Duration length) {
    this.dialect = dialect;
    this.request = request;
    this.length = length;
    this.transcript = new TranscriptBuilder(length, request.diarization() && dialect.diarization());
  }

  /**
   * Reads an answer.
   *
   * @throws EngineException it is none, or makes no sense
   */
  Transcript read(Transcription answer) {
    if (answer.error() != null && !answer.error().isNull()) {
      throw EngineException.broken("an error inside a good answer", null);
    }
    if (answer.text() == null && answer.segments() == null) {
      throw EngineException.broken("an answer without a text", null);
    }
    String language = language(answer);
    List<Segment> segments = answer.segments();
    if (segments == null || segments.isEmpty()) {
      whole(answer, language);
    } else {
      segments(segments, words(answer.words()), language);
    }
    return transcript.build();
  }

  /** Without times what was said was said from the beginning to the end. */
  private void whole(Transcription answer, String language) {
    var words = words(answer.words());
    transcript.add(null, answer.text(), Duration.ZERO, length, 0, language, words);
  }

  private void segments(List<Segment> segments, List<Word> words, String language) {
    var unassigned = new ArrayList<>(words);
    for (Segment segment : segments) {
      var start = transcript.seconds(segment.start());
      var end = transcript.seconds(segment.end());
      var own = segment.words() == null ? take(unassigned, end) : words(segment.words());
      transcript.add(
          segment.speaker(),
          segment.text(),
          start,
          end,
          confidence(segment.avgLogprob()),
          language,
          own);
    }
  }

  /** The first words, as far as most of each lies before {@code end}. */
  private static List<Word> take(List<Word> words, Duration end) {
    int count = 0;
    while (count < words.size() && middle(words.get(count)).compareTo(end) <= 0) {
      count++;
    }
    var head = words.subList(0, count);
    var taken = List.copyOf(head);
    head.clear();
    return taken;
  }

  private static Duration middle(Word word) {
    return word.start().plus(word.end()).dividedBy(2);
  }

  private List<Word> words(@Nullable List<Timing> timings) {
    if (timings == null) {
      return List.of();
    }
    return timings.stream()
        .map(
            timing ->
                new Word(
                    timing.word() == null ? "" : timing.word(),
                    transcript.seconds(timing.start()),
                    transcript.seconds(timing.end()),
                    TranscriptBuilder.confidence(timing.probability())))
        .toList();
  }

  private static double confidence(@Nullable Double logarithm) {
    if (logarithm == null) {
      return 0;
    }
    return TranscriptBuilder.confidence(
        Double.isFinite(logarithm) ? Math.exp(logarithm) : logarithm);
  }

  /** Whoever was told one language says none: it was this. */
  private String language(Transcription answer) {
    String said = said(answer);
    var hints = request.languages().codes();
    return said.isEmpty() && hints.size() == 1 ? hints.getFirst() : said;
  }

  private String said(Transcription answer) {
    if (dialect == Dialect.HINTED) {
      var languages = answer.languages();
      return languages != null && languages.size() == 1
          ? TranscriptBuilder.language(languages.getFirst().code())
          : "";
    }
    return LanguageNames.code(answer.language());
  }
}
