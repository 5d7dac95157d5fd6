package ai.bizcrush.extapi.transcription;

import ai.bizcrush.extapi.shared.ApiException;

/** How far a piece of work has come. */
sealed interface Outcome {

  /** Nothing to tell yet. */
  record Running() implements Outcome {}

  /** The result. */
  record Done(TranscriptionReply reply) implements Outcome {}

  /** What its clients are told; kept for a short while, never joined. */
  record Failed(ApiException failure) implements Outcome {}
}
