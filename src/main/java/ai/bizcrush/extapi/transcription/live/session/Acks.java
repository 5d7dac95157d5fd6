package ai.bizcrush.extapi.transcription.live.session;

import ai.bizcrush.extapi.transcription.live.StreamClient;

/**
 * Tells a client that asked for it how much of its audio has come and how much it need not keep.
 * For use on the stream's loop.
 */
final class Acks {

  private final boolean wanted;
  private final ResumeToken token;
  private final JournalEntry entry;
  private final Missed missed;
  private final StreamClient client;
  private final Intake intake;
  private final Transcript transcript;
  private long receivedMs = -1;
  private long finalMs = -1;

  Acks(
      boolean wanted,
      ResumeToken token,
      JournalEntry entry,
      Missed missed,
      StreamClient client,
      Intake intake,
      Transcript transcript) {
    this.wanted = wanted;
    this.token = token;
    this.entry = entry;
    this.missed = missed;
    this.client = client;
    this.intake = intake;
    this.transcript = transcript;
  }

  /**
   * If there is something new, and a recording to which a client can come back. The token counts
   * the finals that the client has: it must have heard of all of them.
   */
  void tell() {
    if (!wanted || !entry.isMade() || !missed.areTold()) {
      return;
    }
    long received = intake.receivedMs();
    long settled =
        Math.max(finalMs, Math.max(intake.firstMs(), transcript.storedMs() - Transcript.LEAD_MS));
    if (received != receivedMs || settled != finalMs) {
      receivedMs = received;
      finalMs = settled;
      client.ack(received, settled, token.after(transcript.storedFinals()).text());
    }
  }
}
