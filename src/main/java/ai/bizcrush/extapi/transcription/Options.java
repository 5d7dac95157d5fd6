package ai.bizcrush.extapi.transcription;

import ai.bizcrush.extapi.engine.LanguageHints;
import ai.bizcrush.extapi.engine.RecognitionRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** What is wanted of a transcription, beside the audio. */
record Options(boolean diarization, LanguageHints languages) {

  RecognitionRequest toRequest() {
    return new RecognitionRequest(languages, diarization, List.of());
  }

  /** Equal for equal work: the same audio with the same options. */
  String fingerprint(AudioSource source) {
    String work = source.identity() + '\n' + diarization + '\n' + languages.codes();
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(work.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
