package ai.bizcrush.extapi.meetings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationListener;
import org.springframework.context.PayloadApplicationEvent;
import org.springframework.context.event.ApplicationEventMulticaster;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Meetings end by themselves, once, and everybody who must know is told in the transaction. */
class MeetingEndingTests extends MeetingService {

  @Autowired MeetingEndings endings;
  @Autowired OverdueMeetings overdue;
  @Autowired MeetingRows rows;
  @Autowired RecordedMeetings recorded;
  @Autowired ApplicationEventMulticaster events;

  private final List<MeetingId> announced = new CopyOnWriteArrayList<>();
  private final Set<MeetingId> poisoned = ConcurrentHashMap.newKeySet();
  private final ApplicationListener<PayloadApplicationEvent<?>> listener = this::hear;

  private void hear(PayloadApplicationEvent<?> event) {
    if (event.getPayload() instanceof MeetingEnded(MeetingId meeting)) {
      assertThat(TransactionSynchronizationManager.isActualTransactionActive()).isTrue();
      if (poisoned.contains(meeting)) {
        throw new IllegalStateException("poison");
      }
      announced.add(meeting);
    }
  }

  @BeforeEach
  void listen() {
    events.addApplicationListener(listener);
  }

  @AfterEach
  void stopListening() {
    events.removeApplicationListener(listener);
  }

  private void comes(MeetingId meeting, Duration ago) {
    rows.postpone(meeting, Instant.now().minus(ago));
  }

  private List<MeetingId> meetings(Person host, int count) throws Exception {
    var ids = new ArrayList<MeetingId>();
    for (int i = 0; i < count; i++) {
      ids.add(new MeetingId(meeting(host, "em:a@example.com")));
    }
    return ids;
  }

  private List<MeetingId> announcedOf(List<MeetingId> meetings) {
    return announced.stream().filter(meetings::contains).toList();
  }

  @Test
  void theTimeThatCameEndsAMeetingOnce() throws Exception {
    var host = person("Host");
    var meetings = meetings(host, 3);
    comes(meetings.get(0), Duration.ofHours(1));
    comes(meetings.get(1), Duration.ZERO);

    overdue.end();
    overdue.end();

    assertThat(announcedOf(meetings)).containsExactlyInAnyOrder(meetings.get(0), meetings.get(1));
    for (int i = 0; i < 2; i++) {
      var ended = find(host, meetings.get(i).value());
      assertThat(ended.get("status").stringValue()).isEqualTo("MS_ENDED");
      assertThat(Instant.parse(ended.get("end_at").stringValue()))
          .isBetween(Instant.now().minusSeconds(60), Instant.now());
    }
    assertThat(find(host, meetings.get(2).value()).get("status").stringValue())
        .isEqualTo("MS_LIVE");
    endings.end(host.id(), meetings.get(0));
    assertThat(announcedOf(meetings)).hasSize(2);
  }

  @Test
  void theJobEndsMeetings() throws Exception {
    var host = person("Host");
    var meeting = meetings(host, 1).getFirst();
    comes(meeting, Duration.ofSeconds(1));
    jdbc.sql("update scheduled_tasks set execution_time = now() where task_name = ?")
        .param("meetings.end-overdue")
        .update();

    await().until(() -> find(host, meeting.value()).get("status").stringValue().equals("MS_ENDED"));
  }

  @Test
  void aStreamAfterTheEndDoesNotReopenAMeeting() throws Exception {
    var host = person("Host");
    var meeting = meetings(host, 1).getFirst();
    endings.end(host.id(), meeting);
    var before = find(host, meeting.value());

    recorded.active(meeting);
    comes(meeting, Duration.ofHours(1));
    overdue.end();

    assertThat(find(host, meeting.value())).isEqualTo(before);
    assertThat(recorded.find(host.id(), meeting.value())).isPresent();
    assertThat(announcedOf(List.of(meeting))).hasSize(1);
  }

  @Test
  void manyReplicasEndManyMeetingsOnceEach() throws Exception {
    var host = person("Host");
    var meetings = meetings(host, 250);
    meetings.forEach(meeting -> comes(meeting, Duration.ofMinutes(1)));

    try (var replicas = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 4; i++) {
        replicas.submit(overdue::end);
      }
      replicas.submit(() -> meetings.subList(0, 20).forEach(id -> endings.end(host.id(), id)));
    }
    overdue.end();

    assertThat(announcedOf(meetings)).hasSize(250).doesNotHaveDuplicates();
    assertThat(
            jdbc.sql(
                    """
                    select count(distinct updated_at) from meetings
                    where host_id = ? and end_at is not null and closes_at is null
                    """)
                .param(host.id().value())
                .query(Integer.class)
                .single())
        .isEqualTo(250);
    assertThat(
            jdbc.sql(
                    """
                    select count(*) from meetings m
                    join meeting_participants p on p.meeting_id = m.id
                    where host_id = ? and p.updated_at <> m.updated_at
                    """)
                .param(host.id().value())
                .query(Integer.class)
                .single())
        .isZero();
  }

  @Test
  void oneMeetingThatCannotBeEndedHoldsUpNoOther() throws Exception {
    var host = person("Host");
    var meetings = meetings(host, 5);
    meetings.forEach(meeting -> comes(meeting, Duration.ofHours(2)));
    poisoned.add(meetings.get(1));

    overdue.end();

    assertThat(new HashSet<>(announcedOf(meetings))).hasSize(4);
    assertThat(find(host, meetings.get(1).value()).get("status").stringValue())
        .isEqualTo("MS_LIVE");
    poisoned.clear();
    comes(meetings.get(1), Duration.ofMinutes(1));
    overdue.end();
    assertThat(find(host, meetings.get(1).value()).get("status").stringValue())
        .isEqualTo("MS_ENDED");
  }

  @Test
  void aMeetingIsNotEndedWhereItsListenersFail() throws Exception {
    var host = person("Host");
    var meeting = meetings(host, 1).getFirst();
    poisoned.add(meeting);

    var reply = post(host, "end-meeting", "{\"meeting_id\":\"" + meeting + "\"}");

    assertError(reply, 500, "INTERNAL", "Internal server error");
    assertThat(find(host, meeting.value()).get("status").stringValue()).isEqualTo("MS_LIVE");
  }
}
