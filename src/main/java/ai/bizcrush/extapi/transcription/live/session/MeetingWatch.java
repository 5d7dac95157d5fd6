package ai.bizcrush.extapi.transcription.live.session;

import ai.bizcrush.extapi.meetings.MeetingId;
import ai.bizcrush.extapi.meetings.RecordedMeetings;
import ai.bizcrush.extapi.shared.UserId;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks beside the loop whether a user still takes part in the meeting that a stream records, and
 * keeps that meeting active.
 */
final class MeetingWatch {

  private static final Logger log = LoggerFactory.getLogger(MeetingWatch.class);

  private static final long ACTIVE = Duration.ofMinutes(1).toNanos();

  private final RecordedMeetings meetings;
  private final UserId user;
  private final MeetingId meeting;
  private final Executor loop;
  private final Executor blocking;
  private final Runnable gone;
  private long activeAt;

  /**
   * @param gone told on the loop when the user takes part no more
   */
  MeetingWatch(
      RecordedMeetings meetings,
      UserId user,
      MeetingId meeting,
      Executor loop,
      Executor blocking,
      Runnable gone,
      long now) {
    this.meetings = meetings;
    this.user = user;
    this.meeting = meeting;
    this.loop = loop;
    this.blocking = blocking;
    this.gone = gone;
    this.activeAt = now - ACTIVE;
  }

  /** To be called every few seconds. */
  void look(long now) {
    boolean active = now - activeAt >= ACTIVE;
    if (active) {
      activeAt = now;
    }
    try {
      blocking.execute(() -> ask(active));
    } catch (RejectedExecutionException e) {
      // asked again soon
    }
  }

  private void ask(boolean active) {
    try {
      if (!meetings.takesPart(user, meeting)) {
        loop.execute(gone);
      } else if (active) {
        meetings.active(meeting);
      }
    } catch (RuntimeException e) {
      log.debug("A meeting is asked for again soon ({})", e.getClass().getName());
    }
  }
}
