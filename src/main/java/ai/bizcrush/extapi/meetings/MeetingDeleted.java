package ai.bizcrush.extapi.meetings;

/**
 * A meeting is gone, and nobody can reach what hangs on it any more. Published once, in the
 * transaction that deletes it: listeners schedule there the jobs that remove the rest.
 */
public record MeetingDeleted(MeetingId meeting) {}
