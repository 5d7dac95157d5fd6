package ai.bizcrush.extapi.engine.file;

import ai.bizcrush.extapi.engine.EngineException;
import ai.bizcrush.extapi.engine.FileCapabilities;
import ai.bizcrush.extapi.engine.FileRecognizer;
import ai.bizcrush.extapi.engine.RecognitionRequest;
import ai.bizcrush.extapi.engine.Recording;
import ai.bizcrush.extapi.engine.Transcript;
import ai.bizcrush.extapi.engine.guard.Deadline;
import ai.bizcrush.extapi.engine.guard.EngineGuard;
import java.util.List;

/** One engine of the route: takes any recording, in as many calls as it needs. */
record FileEngine(String name, FileRecognizer recognizer, EngineGuard guard) {

  private static final Splitter SPLITTER = new Splitter();

  /**
   * The checked transcript of the whole recording.
   *
   * @param last whether no other engine can be asked
   * @throws EngineException a piece was not recognised
   */
  Transcript transcribe(
      Recording recording, RecognitionRequest request, Deadline deadline, String key, boolean last)
      throws InterruptedException {
    var asked = fitted(request);
    var stitching = new Stitching(asked.diarization());
    for (Piece piece : pieces(recording, asked)) {
      var length = piece.recording().duration();
      var check = new TranscriptCheck(length, asked.diarization());
      Transcript transcript =
          guard.call(
              call -> check.checked(recognizer.recognize(piece.recording(), asked, call)),
              length,
              key,
              deadline,
              last);
      stitching.add(piece, transcript);
    }
    return stitching.transcript();
  }

  private List<Piece> pieces(Recording recording, RecognitionRequest request) {
    return SPLITTER.split(
        recording, recognizer.capabilities().maxDuration(), request.diarization());
  }

  /** The request without what the engine cannot do. */
  private RecognitionRequest fitted(RecognitionRequest request) {
    FileCapabilities can = recognizer.capabilities();
    return new RecognitionRequest(
        can.fitted(request.languages()),
        request.diarization() && can.diarization(),
        can.keywords() ? request.keywords() : List.of());
  }
}
