package ai.bizcrush.extapi.transcription;

import ai.bizcrush.extapi.engine.LanguageHints;
import ai.bizcrush.extapi.engine.RecognitionRequest;
import ai.bizcrush.extapi.meetings.RecordedMeetings.RecordedMeeting;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is wanted of a transcription, beside the audio. */
record Options(boolean diarization, LanguageHints languages) {

  /** What engines are asked for; a meeting gives what the client did not say. */
  RecognitionRequest toRequest(@Nullable RecordedMeeting meeting) {
    if (meeting == null) {
      return new RecognitionRequest(languages, diarization, List.of());
    }
    return new RecognitionRequest(
        languages.automatic() ? LanguageHints.of(meeting.languages()) : languages,
        diarization,
        meeting.keywords());
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
