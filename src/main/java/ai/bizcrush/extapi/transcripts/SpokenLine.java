package ai.bizcrush.extapi.transcripts;

import java.time.Instant;

/**
 * An utterance as it reads now.
 *
 * @param messageId the recording: speakers of two recordings with one number are not the same
 * @param speaker the recording's number, {@code ""} without diarization
 * @param text corrected, if somebody did
 * @param language the base language, {@code ""} when unknown
 * @param spokenAt when it began
 */
public record SpokenLine(
    String messageId, String speaker, String text, String language, Instant spokenAt) {}
