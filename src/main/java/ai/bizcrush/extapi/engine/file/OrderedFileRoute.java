package ai.bizcrush.extapi.engine.file;

import ai.bizcrush.extapi.engine.EngineException;
import ai.bizcrush.extapi.engine.FileRoute;
import ai.bizcrush.extapi.engine.LanguageHints;
import ai.bizcrush.extapi.engine.RecognitionRequest;
import ai.bizcrush.extapi.engine.Recording;
import ai.bizcrush.extapi.engine.RouteResult;
import ai.bizcrush.extapi.engine.guard.Deadline;
import ai.bizcrush.extapi.engine.guard.MonotonicTime;
import ai.bizcrush.extapi.engine.guard.RouteFailures;
import ai.bizcrush.extapi.shared.ApiException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Asks its engines in their order.
 *
 * <p>An engine is passed over when it knows none of the expected languages. Where none are expected
 * the language has to be detected, so an engine that only ever writes the languages it knows is
 * asked only when the route has no other: better no text than one that was never said.
 */
final class OrderedFileRoute implements FileRoute {

  private final List<FileEngine> engines;
  private final Languages languages;
  private final Clock clock;
  private final MonotonicTime time;

  OrderedFileRoute(List<FileEngine> engines, Languages languages, Clock clock, MonotonicTime time) {
    this.engines = List.copyOf(engines);
    this.languages = languages;
    this.clock = clock;
    this.time = time;
  }

  @Override
  public RouteResult transcribe(
      Recording recording, RecognitionRequest request, Instant until, String keyId)
      throws InterruptedException {
    var deadline = Deadline.in(Duration.between(clock.instant(), until), time);
    List<FileEngine> able = able(request.languages());
    if (able.isEmpty()) {
      throw ApiException.invalid("No engine recognises these languages");
    }
    var failures = new RouteFailures("Transcription");
    for (int i = 0; i < able.size() && !deadline.isOver(); i++) {
      var engine = able.get(i);
      boolean last = i == able.size() - 1;
      try {
        var transcript = engine.transcribe(recording, request, deadline, keyId, last);
        return new RouteResult(languages.added(transcript, request.languages()), engine.name());
      } catch (EngineException e) {
        failures.add(e);
      }
      if (!last && !deadline.isOver()) {
        engine.guard().fellBack();
      }
    }
    throw failures.toApiException(deadline);
  }

  private List<FileEngine> able(LanguageHints hints) {
    boolean detecting = hints.automatic() && engines.stream().anyMatch(FileEngine::detectsLanguage);
    return engines.stream()
        .filter(engine -> engine.knows(hints))
        .filter(engine -> !detecting || engine.detectsLanguage())
        .toList();
  }
}
