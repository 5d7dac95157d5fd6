package ai.bizcrush.extapi.transcripts;

import static ai.bizcrush.extapi.transcripts.TranscriptReplica.HOST;
import static ai.bizcrush.extapi.transcripts.TranscriptReplica.chunk;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ai.bizcrush.extapi.database.TestDatabase;
import ai.bizcrush.extapi.meetings.MeetingId;
import ai.bizcrush.extapi.shared.Ulids;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TranscriptRemovalTests {

  private static TranscriptReplica replica;

  private MeetingId meeting;

  @BeforeAll
  static void start() {
    replica = TranscriptReplica.on(TestDatabase.create());
  }

  @AfterAll
  static void stop() {
    replica.close();
  }

  @BeforeEach
  void create() {
    meeting = replica.meeting();
  }

  private static void removeOld() {
    replica.get(TranscriptRemoval.class).removeOld();
  }

  private static void age(String sql, String id) {
    assertThat(replica.jdbc().sql(sql).param(id).update()).isPositive();
  }

  private static List<String> ids(String table, String messageId) {
    return replica
        .jdbc()
        .sql("select message_id from " + table + " where message_id = ?")
        .param(messageId)
        .query((row, n) -> row.getString(1))
        .list();
  }

  private static void storeAlone(String messageId) {
    var recording = new Recorded(messageId, HOST, "mine", null);
    var said = List.of(new SpokenUtterance("0", "one", "en", 0, 900, 1));
    assertThat(replica.get(TranscriptStore.class).store(recording, "file", said, false)).isTrue();
  }

  @Test
  void utterancesOutsideOfMeetingsAreKeptForAWhile() {
    String old = Ulids.next();
    String young = Ulids.next();
    storeAlone(old);
    storeAlone(young);
    age("update utterances set updated_at = now() - interval '31 d' where message_id = ?", old);
    age("update utterances set updated_at = now() - interval '29 d' where message_id = ?", young);

    removeOld();

    assertThat(ids("utterances", old)).isEmpty();
    assertThat(ids("utterances", young)).hasSize(1);
  }

  @Test
  void utterancesOfMeetingsAreKept() {
    String old = replica.file(meeting, "one");
    age("update utterances set updated_at = now() - interval '900 d' where message_id = ?", old);

    removeOld();

    assertThat(ids("utterances", old)).hasSize(1);
  }

  @Test
  void recordingsAreKeptWhileTheyCanBeResumed() {
    LiveRecording ended = replica.live(meeting);
    LiveRecording endedLately = replica.live(meeting);
    LiveRecording silent = replica.live(meeting);
    LiveRecording going = replica.live(meeting);
    age(
        "update recordings set ended_at = now() - interval '49 h' where message_id = ?",
        ended.messageId());
    age(
        "update recordings set active_at = now() - interval '49 h', ended_at = now() where message_id = ?",
        endedLately.messageId());
    age(
        """
        update recordings set active_at = now() - interval '49 h',
          created_at = now() - interval '50 h'
        where message_id = ?
        """,
        silent.messageId());
    age(
        "update recordings set created_at = now() - interval '50 h' where message_id = ?",
        going.messageId());

    removeOld();

    assertThat(ids("recordings", ended.messageId())).isEmpty();
    assertThat(ids("recordings", silent.messageId())).isEmpty();
    assertThat(ids("recordings", endedLately.messageId())).hasSize(1);
    assertThat(ids("recordings", going.messageId())).hasSize(1);
  }

  @Test
  void chunksThatNobodyWillFinishAreRemoved() {
    LiveRecording abandoned = replica.live(meeting);
    LiveRecording going = replica.live(meeting);
    for (LiveRecording recording : List.of(abandoned, going)) {
      replica.say(recording, "said", 0);
      replica.get(LiveJournal.class).interim(recording, chunk(Ulids.next(), "sai", 1000));
      await().until(() -> ids("live_chunks", recording.messageId()).size() == 2);
    }
    age(
        "update recordings set active_at = now() - interval '16 min' where message_id = ?",
        abandoned.messageId());

    removeOld();

    assertThat(ids("live_chunks", abandoned.messageId())).hasSize(1);
    assertThat(ids("live_chunks", going.messageId())).hasSize(2);
  }

  @Test
  void whatIsLeftOfAMeetingIsRemovedStepByStep() {
    String[] texts = new String[1200];
    Arrays.fill(texts, "text");
    String file = replica.file(meeting, texts);
    LiveRecording live = replica.live(meeting);
    replica.say(live, "said", 0);
    String other = replica.file(replica.meeting(), "kept");

    replica.get(TranscriptRemoval.class).removeMeeting(meeting);

    assertThat(ids("utterances", file)).isEmpty();
    assertThat(ids("utterances", live.messageId())).isEmpty();
    assertThat(ids("live_chunks", live.messageId())).isEmpty();
    assertThat(ids("recordings", live.messageId())).isEmpty();
    assertThat(ids("utterances", other)).hasSize(1);
  }

  @Test
  void aMeetingIsFoundInAFullDatabase() {
    var full = FullTranscripts.shared();
    var removal = full.replica().get(TranscriptRemoval.class);

    full.assertIndexed(() -> removal.removeMeeting(FullTranscripts.MEETING));
  }
}
