package ai.bizcrush.extapi.provider.deepgram;

import ai.bizcrush.extapi.engine.EngineException;
import ai.bizcrush.extapi.engine.RecognitionRequest;
import ai.bizcrush.extapi.engine.Transcript;
import ai.bizcrush.extapi.engine.TranscriptBuilder;
import ai.bizcrush.extapi.engine.Word;
import ai.bizcrush.extapi.provider.deepgram.ListenAnswer.Alternative;
import ai.bizcrush.extapi.provider.deepgram.ListenAnswer.Channel;
import ai.bizcrush.extapi.provider.deepgram.ListenAnswer.Results;
import ai.bizcrush.extapi.provider.deepgram.ListenAnswer.Said;
import ai.bizcrush.extapi.provider.deepgram.ListenAnswer.SaidWord;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Turns one answer into a transcript: utterances as they come, else out of the channel's words. */
final class ListenReader {

  private final RecognitionRequest request;
  private final Duration length;
  private final TranscriptBuilder transcript;

  ListenReader(RecognitionRequest request, Duration length) {
    this.request = request;
    this.length = length;
    this.transcript = new TranscriptBuilder(length, request.diarization());
  }

  /**
   * Reads an answer.
   *
   * @throws EngineException it is none, or makes no sense
   */
  Transcript read(ListenAnswer answer) {
    Results results = answer.results();
    if (results == null || (results.channels() == null && results.utterances() == null)) {
      throw EngineException.broken("an answer without results", null);
    }
    String language = language(results);
    if (results.utterances() != null && !results.utterances().isEmpty()) {
      results.utterances().forEach(said -> add(said, language));
    } else {
      channel(results, language);
    }
    return transcript.build();
  }

  private void channel(Results results, String language) {
    Alternative heard = alternative(results);
    if (heard == null || heard.transcript() == null || heard.transcript().isBlank()) {
      return;
    }
    if (heard.words() == null || heard.words().isEmpty()) {
      transcript.add(
          null,
          heard.transcript(),
          Duration.ZERO,
          length,
          TranscriptBuilder.confidence(heard.confidence()),
          language,
          List.of());
      return;
    }
    Turns.of(heard.words()).forEach(said -> add(said, language));
  }

  private void add(Said said, String language) {
    List<SaidWord> words = said.words() == null ? List.of() : said.words();
    transcript.add(
        said.speaker(),
        said.transcript(),
        transcript.seconds(said.start()),
        transcript.seconds(said.end()),
        TranscriptBuilder.confidence(said.confidence()),
        spoken(words, language),
        words.stream().map(this::word).toList());
  }

  private Word word(SaidWord word) {
    return new Word(
        word.read(),
        transcript.seconds(word.start()),
        transcript.seconds(word.end()),
        TranscriptBuilder.confidence(word.confidence()));
  }

  /** The language of most words; what holds for the recording where they do not say. */
  private static String spoken(List<SaidWord> words, String otherwise) {
    Map<String, Long> counts =
        words.stream()
            .map(SaidWord::language)
            .filter(Objects::nonNull)
            .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    return counts.entrySet().stream()
        .max(Comparator.comparing(Map.Entry::getValue))
        .map(most -> TranscriptBuilder.language(most.getKey()))
        .orElse(otherwise);
  }

  private String language(Results results) {
    var hints = request.languages().codes();
    if (hints.size() == 1) {
      return hints.getFirst();
    }
    var channels = results.channels();
    String detected =
        channels == null || channels.isEmpty() ? null : channels.getFirst().detectedLanguage();
    return TranscriptBuilder.language(detected);
  }

  private static @Nullable Alternative alternative(Results results) {
    if (results.channels() == null || results.channels().isEmpty()) {
      return null;
    }
    Channel channel = results.channels().getFirst();
    return channel.alternatives() == null || channel.alternatives().isEmpty()
        ? null
        : channel.alternatives().getFirst();
  }
}
