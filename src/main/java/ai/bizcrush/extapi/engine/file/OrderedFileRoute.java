package ai.bizcrush.extapi.engine.file;

import ai.bizcrush.extapi.engine.EngineException;
import ai.bizcrush.extapi.engine.FileRoute;
import ai.bizcrush.extapi.engine.LanguageHints;
import ai.bizcrush.extapi.engine.LanguageSkills;
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

/** Asks the engines that are able to in their order. */
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
    return LanguageSkills.able(engines, engine -> engine.recognizer().capabilities(), hints);
  }
}
