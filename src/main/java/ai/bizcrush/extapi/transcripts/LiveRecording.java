package ai.bizcrush.extapi.transcripts;

import ai.bizcrush.extapi.meetings.MeetingId;
import ai.bizcrush.extapi.shared.UserId;
import org.jspecify.annotations.Nullable;

/**
 * One recording of a live stream.
 *
 * @param messageId a ULID: groups its chunks and utterances
 * @param owner who streams
 * @param sessionId as the client named it
 * @param meeting the meeting that it belongs to, if it belongs to one
 * @param epoch 1, and one more with each time that it is taken over: whoever holds an older one may
 *     not write any more
 */
public record LiveRecording(
    String messageId, UserId owner, String sessionId, @Nullable MeetingId meeting, int epoch) {}
