package ai.bizcrush.extapi.transcripts.journal;

/** What the writer takes out of its queue. */
sealed interface Queued permits Entry, Newest, Queued.Stop {

  /** The last of all. */
  record Stop() implements Queued {}
}
