package ai.bizcrush.extapi.meetings;

/**
 * A meeting is gone, and nobody can reach what hangs on it any more. Published once, in the
 * transaction that deletes it and after its row is: whoever held the meeting has committed, nobody
 * can hold it again. Listeners schedule there the jobs that remove what is much, and remove what
 * can be reached without the meeting.
 */
public record MeetingDeleted(MeetingId meeting) {}
