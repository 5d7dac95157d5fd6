package ai.bizcrush.extapi.transcription;

import ai.bizcrush.extapi.engine.FileRoute;
import ai.bizcrush.extapi.engine.RecognitionRequest;
import ai.bizcrush.extapi.engine.Recording;
import ai.bizcrush.extapi.media.AudioDecoder;
import ai.bizcrush.extapi.outbound.SafeFetch;
import ai.bizcrush.extapi.shared.Caller;
import ai.bizcrush.extapi.web.ApiLimits;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import org.springframework.stereotype.Component;

/**
 * Audio in, transcript out: fetched if it is elsewhere, decoded to disk, recognised by the route.
 * Blocks on the caller's thread; an interrupt ends whatever is under way and leaves no file.
 */
@Component
class Transcriber {

  /** What the route may take, whatever its policies say: so much, and a multiple of the audio. */
  private static final Duration LEAST = Duration.ofMinutes(10);

  private static final int TIMES_THE_AUDIO = 6;

  private final SafeFetch fetch;
  private final AudioDecoder decoder;
  private final FileRoute route;
  private final WorkFolder folder;
  private final ApiLimits limits;
  private final Clock clock;

  Transcriber(
      SafeFetch fetch,
      AudioDecoder decoder,
      FileRoute route,
      WorkFolder folder,
      ApiLimits limits,
      Clock clock) {
    this.fetch = fetch;
    this.decoder = decoder;
    this.route = route;
    this.folder = folder;
    this.limits = limits;
    this.clock = clock;
  }

  TranscriptionReply transcribe(
      Caller caller, String sessionId, AudioSource source, RecognitionRequest request)
      throws InterruptedException {
    return switch (source) {
      case AudioSource.Sent(var upload) -> transcribe(caller, sessionId, upload.file(), request);
      case AudioSource.Remote(var url) -> {
        Path fetched = folder.scratch();
        try {
          fetch.fetch(url, fetched, fetch.limits(limits.fileSize()));
          yield transcribe(caller, sessionId, fetched, request);
        } finally {
          folder.delete(fetched);
        }
      }
    };
  }

  /** The same for a file on local disk, which stays. */
  TranscriptionReply transcribe(
      Caller caller, String sessionId, Path audio, RecognitionRequest request)
      throws InterruptedException {
    Path pcm = folder.scratch();
    try {
      var decoded = decoder.decode(audio, pcm);
      var recording = new Recording(pcm, 0, decoded.samples());
      var deadline = clock.instant().plus(patience(recording.duration()));
      var result = route.transcribe(recording, request, deadline, caller.keyId());
      return TranscriptionReply.of(
          result.transcript(), sessionId, recording.duration(), result.engine());
    } finally {
      folder.delete(pcm);
    }
  }

  private static Duration patience(Duration audio) {
    return LEAST.plus(audio.multipliedBy(TIMES_THE_AUDIO));
  }
}
