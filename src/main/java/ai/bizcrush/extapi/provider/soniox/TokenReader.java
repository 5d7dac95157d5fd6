package ai.bizcrush.extapi.provider.soniox;

import ai.bizcrush.extapi.engine.EngineException;
import ai.bizcrush.extapi.engine.RecognitionRequest;
import ai.bizcrush.extapi.engine.Transcript;
import ai.bizcrush.extapi.engine.TranscriptBuilder;
import ai.bizcrush.extapi.provider.soniox.Messages.Token;
import ai.bizcrush.extapi.provider.soniox.Messages.Tokens;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Folds tokens into utterances: another speaker, another language or a pause begins a new one. */
final class TokenReader {

  private static final Duration PAUSE = Duration.ofMillis(1200);

  /** Not spoken: these mark ends. */
  private static final Set<String> MARKERS = Set.of("<end>", "<fin>");

  private final boolean diarization;
  private final String onlyLanguage;
  private final TranscriptBuilder transcript;
  private @Nullable Turn turn;

  TokenReader(RecognitionRequest request, Duration length) {
    this.diarization = request.diarization();
    var hints = request.languages().codes();
    this.onlyLanguage = hints.size() == 1 ? hints.getFirst() : "";
    this.transcript = new TranscriptBuilder(length, diarization);
  }

  /**
   * Reads a result; used once.
   *
   * @throws EngineException it is none, or makes no sense
   */
  Transcript read(Tokens result) {
    if (result.tokens() == null) {
      throw EngineException.broken("a result without tokens", null);
    }
    for (Token token : result.tokens()) {
      if (spoken(token)) {
        add(token);
      }
    }
    if (turn != null) {
      turn.addTo(transcript);
    }
    return transcript.build();
  }

  private static boolean spoken(Token token) {
    String text = token.text();
    return text != null
        && !MARKERS.contains(text.strip())
        && !Boolean.TRUE.equals(token.isAudioEvent())
        && !"translation".equals(token.translationStatus());
  }

  private void add(Token token) {
    Turn current = turn;
    var end = current == null ? Duration.ZERO : current.end();
    var start = token.startMs() == null ? end : transcript.millis(token.startMs());
    String speaker = speaker(token, current);
    String language = language(token, current);
    if (current == null || !current.takes(speaker, language, start, PAUSE)) {
      if (current != null) {
        current.addTo(transcript);
      }
      current = new Turn(speaker, language, start);
      turn = current;
    }
    current.add(
        token.text() == null ? "" : token.text(),
        start,
        token.endMs() == null ? start : transcript.millis(token.endMs()),
        TranscriptBuilder.confidence(token.confidence()));
  }

  private String speaker(Token token, @Nullable Turn current) {
    if (!diarization) {
      return "0";
    }
    if (token.speaker() != null && !token.speaker().isBlank()) {
      return token.speaker();
    }
    return current == null ? "0" : current.speaker();
  }

  private String language(Token token, @Nullable Turn current) {
    String said = TranscriptBuilder.language(token.language());
    if (!said.isEmpty()) {
      return said;
    }
    return current == null ? onlyLanguage : current.language();
  }
}
