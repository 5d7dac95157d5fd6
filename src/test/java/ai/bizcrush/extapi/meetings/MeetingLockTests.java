package ai.bizcrush.extapi.meetings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

/** A change that waits for somebody keeps nobody from changing other meetings. */
class MeetingLockTests extends MeetingService {

  @Autowired TransactionTemplate transaction;
  @Autowired Participation participation;
  @Autowired MeetingEndings endings;
  @Autowired OverdueMeetings overdue;
  @Autowired MeetingRows rows;

  private Person host;
  private MeetingId meeting;

  @BeforeEach
  void create() throws Exception {
    host = person("Host");
    meeting = new MeetingId(meeting(host, "em:a@example.com", "em:b@example.com"));
  }

  /** Does the work while somebody claims an entry of the meeting, and looks at the other locks. */
  private void assertNobodyElseWaits(Runnable work) {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      transaction.executeWithoutResult(
          status -> {
            jdbc.sql(
                    """
                    select entry from meeting_participants
                    where meeting_id = ? and entry = 'em:a@example.com' for no key update
                    """)
                .param(meeting.value())
                .query(String.class)
                .single();
            threads.submit(work);
            await().pollInSameThread().until(this::isWaitedFor);
            assertThat(
                    jdbc.sql("select scope from commit_clock where scope = ? for update nowait")
                        .param(MeetingChanges.SCOPE)
                        .query(String.class)
                        .list())
                .hasSize(1);
          });
    }
  }

  private boolean isWaitedFor() {
    return jdbc.sql(
            """
            select exists (select from pg_locks
              where not granted and pg_backend_pid() = any(pg_blocking_pids(pid)))
            """)
        .query(Boolean.class)
        .single();
  }

  @Test
  void aChangeOfParticipants() throws Exception {
    var more = ListedId.parse("ids", List.of("em:c@example.com"));

    assertNobodyElseWaits(() -> participation.add(host.id(), meeting, more));

    assertThat(participants(host, meeting.value())).hasSize(4).endsWith("em:c@example.com");
  }

  @Test
  void anEnd() throws Exception {
    assertNobodyElseWaits(() -> endings.end(host.id(), meeting));

    assertThat(status()).isEqualTo(Meeting.ENDED);
  }

  @Test
  void anEndThatCameByItself() throws Exception {
    rows.postpone(meeting, Instant.now().minus(Duration.ofHours(1)));

    assertNobodyElseWaits(overdue::end);

    assertThat(status()).isEqualTo(Meeting.ENDED);
  }

  private String status() throws Exception {
    return find(host, meeting.value()).get("status").stringValue();
  }
}
