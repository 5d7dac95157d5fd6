package ai.bizcrush.extapi.engine.file;

import ai.bizcrush.extapi.engine.LanguageHints;
import ai.bizcrush.extapi.engine.LanguageIdentifier;
import ai.bizcrush.extapi.engine.Transcript;
import ai.bizcrush.extapi.engine.Utterance;
import java.util.stream.Collectors;

/** Adds the languages that an engine did not tell: an utterance's own, else that of all of them. */
final class Languages {

  private final LanguageIdentifier identifier;

  Languages(LanguageIdentifier identifier) {
    this.identifier = identifier;
  }

  Transcript added(Transcript transcript, LanguageHints hints) {
    if (transcript.utterances().stream().noneMatch(u -> u.language().isEmpty())) {
      return transcript;
    }
    String everything =
        transcript.utterances().stream().map(Utterance::text).collect(Collectors.joining(" "));
    String common = identifier.identify(everything, hints);
    return new Transcript(
        transcript.utterances().stream().map(u -> added(u, hints, common)).toList());
  }

  private Utterance added(Utterance u, LanguageHints hints, String common) {
    if (!u.language().isEmpty()) {
      return u;
    }
    String own = identifier.identify(u.text(), hints);
    return new Utterance(
        u.speaker(),
        u.text(),
        u.start(),
        u.end(),
        u.confidence(),
        own.isEmpty() ? common : own,
        u.words());
  }
}
