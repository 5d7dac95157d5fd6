package ai.bizcrush.extapi.meetings;

/**
 * A meeting has ended. Published once, in the transaction that ends it: what a listener writes or
 * schedules there happens exactly if the meeting ends.
 */
public record MeetingEnded(MeetingId meeting) {}
