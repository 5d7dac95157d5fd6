package ai.bizcrush.extapi.transcription.live.session;

import ai.bizcrush.extapi.meetings.RecordedMeetings;
import ai.bizcrush.extapi.meetings.RecordedMeetings.RecordedMeeting;
import ai.bizcrush.extapi.shared.UserId;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks up beside the loop which meeting a stream names, again while the database is away. */
final class MeetingLookup {

  private static final Logger log = LoggerFactory.getLogger(MeetingLookup.class);

  private static final long PAUSE = Duration.ofMillis(200).toNanos();

  private final RecordedMeetings meetings;
  private final UserId user;
  private final Executor loop;
  private final Executor blocking;
  private final Runnable refused;

  private @Nullable Runnable again;
  private long askAgainAt;
  private long now;

  /**
   * @param refused when nothing can be looked up any more
   */
  MeetingLookup(
      RecordedMeetings meetings,
      UserId user,
      Executor loop,
      Executor blocking,
      Runnable refused,
      long now) {
    this.meetings = meetings;
    this.user = user;
    this.loop = loop;
    this.blocking = blocking;
    this.refused = refused;
    this.now = now;
  }

  /** Tells what it found, on the loop. */
  void find(String sessionId, Consumer<Optional<RecordedMeeting>> found) {
    Runnable look =
        () -> {
          try {
            var meeting = meetings.find(user, sessionId);
            loop.execute(() -> found.accept(meeting));
          } catch (RuntimeException e) {
            log.debug("A meeting could not be looked up: {}", e.getClass().getSimpleName());
            loop.execute(() -> retry(() -> find(sessionId, found)));
          }
        };
    try {
      blocking.execute(look);
    } catch (RejectedExecutionException e) {
      refused.run();
    }
  }

  private void retry(Runnable question) {
    again = question;
    askAgainAt = now + PAUSE;
  }

  void tick(long nanoTime) {
    now = nanoTime;
    Runnable question = again;
    if (question != null && now >= askAgainAt) {
      again = null;
      question.run();
    }
  }
}
