package ai.bizcrush.extapi.meetings;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Ends the meetings that nobody has ended. */
@Component
class OverdueMeetings {

  private static final Logger log = LoggerFactory.getLogger(OverdueMeetings.class);

  private static final int AT_ONCE = 100;
  private static final Duration LATER = Duration.ofMinutes(5);

  private final MeetingRows rows;
  private final MeetingEndings endings;
  private final Clock clock;

  OverdueMeetings(MeetingRows rows, MeetingEndings endings, Clock clock) {
    this.rows = rows;
    this.endings = endings;
    this.clock = clock;
  }

  /** Until there is none left, but for those that somebody else is at work on. */
  void end() {
    List<MeetingId> due;
    List<MeetingId> before = List.of();
    do {
      due = rows.due(clock.instant(), AT_ONCE);
      if (due.equals(before)) {
        return;
      }
      endAll(due);
      before = due;
    } while (due.size() == AT_ONCE);
  }

  /** One that cannot be ended does not keep the others from it. */
  private void endAll(List<MeetingId> due) {
    try {
      endings.endDue(due);
    } catch (RuntimeException e) {
      due.forEach(this::endAlone);
    }
  }

  private void endAlone(MeetingId meeting) {
    try {
      endings.endDue(List.of(meeting));
    } catch (RuntimeException e) {
      log.error("Meeting {} cannot be ended ({})", meeting, e.getClass().getName());
      rows.postpone(meeting, clock.instant().plus(LATER));
    }
  }
}
