package ai.bizcrush.extapi.transcription;

import ai.bizcrush.extapi.engine.LanguageHints;
import ai.bizcrush.extapi.meetings.MeetingId;
import ai.bizcrush.extapi.shared.Caller;
import ai.bizcrush.extapi.shared.Ulids;
import ai.bizcrush.extapi.shared.UserId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Work in the table of transcriptions: begun, joined, taken up, given back. */
@Component
class Transcriptions {

  private final JdbcClient jdbc;
  private final JsonMapper json;
  private final Clock clock;
  private final TranscriptionSettings settings;

  Transcriptions(JdbcClient jdbc, JsonMapper json, Clock clock, TranscriptionSettings settings) {
    this.jdbc = jdbc;
    this.json = json;
    this.clock = clock;
    this.settings = settings;
  }

  /** Makes the transaction the only one that begins or joins work of this session. */
  void lockSession(UserId owner, String sessionId) {
    jdbc.sql("select pg_advisory_xact_lock(hashtextextended(:session, 0))")
        .param("session", "transcription\n" + owner + '\n' + sessionId)
        .query((row, n) -> n)
        .single();
  }

  /** The newest work of that fingerprint in a session that is running or done. */
  Optional<String> joinable(UserId owner, String sessionId, String fingerprint) {
    return jdbc.sql(
            """
            select id from transcriptions
            where owner_id = :owner and session_id = :session and fingerprint = :fingerprint
              and (status = 'RUNNING' or status = 'DONE' and expires_at > :now)
            order by id desc limit 1
            """)
        .param("owner", owner.value())
        .param("session", sessionId)
        .param("fingerprint", fingerprint)
        .param("now", now())
        .query(String.class)
        .optional();
  }

  /** Records work that is about to begin. */
  Work begin(
      Caller caller,
      String sessionId,
      Options options,
      String fingerprint,
      @Nullable String audioUrl) {
    var work =
        new Work(
            Ulids.next(),
            caller,
            sessionId,
            options,
            audioUrl,
            0,
            clock.instant(),
            clock.instant());
    insert(work, fingerprint, "RUNNING", null);
    return work;
  }

  /** Records a result whose work nobody else could have joined. */
  void keep(Caller caller, Options options, String fingerprint, TranscriptionReply reply) {
    var work =
        new Work(
            Ulids.next(),
            caller,
            reply.sessionId(),
            options,
            null,
            1,
            clock.instant(),
            clock.instant());
    insert(work, fingerprint, "DONE", json.writeValueAsString(reply));
  }

  private void insert(Work work, String fingerprint, String status, @Nullable String reply) {
    jdbc.sql(
            """
            insert into transcriptions (id, owner_id, key_id, session_id, fingerprint, status,
              audio_url, diarization, language_hints, attempts, reply, upload_seen_at,
              created_at, expires_at)
            values (:id, :owner, :key, :session, :fingerprint, :status,
              :url, :diarization, :hints, :attempts, :reply, :now, :now, :expires)
            """)
        .param("id", work.id())
        .param("owner", work.caller().user().value())
        .param("key", work.caller().keyId())
        .param("session", work.sessionId())
        .param("fingerprint", fingerprint)
        .param("status", status)
        .param("url", work.audioUrl())
        .param("diarization", work.options().diarization())
        .param("hints", String.join(",", work.options().languages().codes()))
        .param("attempts", work.attempts())
        .param("reply", reply)
        .param("now", now())
        .param("expires", now().plus(settings.keepResults()))
        .update();
  }

  /** How much work of a key is under way, on all replicas. */
  int running(Caller caller) {
    return jdbc.sql(
            "select count(*) from transcriptions where key_id = :key and status = 'RUNNING'")
        .param("key", caller.keyId())
        .query(Integer.class)
        .single();
  }

  /** Gives work back that could not be done now: the attempt does not count. */
  void putBack(String id) {
    jdbc.sql(
            """
            update transcriptions set attempts = attempts - 1
            where id = :id and status = 'RUNNING'
            """)
        .param("id", id)
        .update();
  }

  /** Says that this replica holds the uploads of some work. */
  void uploadSeen(String id) {
    jdbc.sql(
            """
            update transcriptions set upload_seen_at = :now
            where id = :id and status = 'RUNNING'
            """)
        .param("id", id)
        .param("now", now())
        .update();
  }

  /** Takes up running work and counts the attempt; empty when it is finished or gone. */
  Optional<Work> takeUp(String id) {
    return jdbc.sql(
            """
            update transcriptions set attempts = attempts + 1
            where id = :id and status = 'RUNNING'
            returning *
            """)
        .param("id", id)
        .query(Transcriptions::work)
        .optional();
  }

  /** Makes work go with a meeting, which is held: see {@link #removeOf}. */
  void belongTo(MeetingId meeting, String id) {
    jdbc.sql("update transcriptions set meeting_id = :meeting where id = :id")
        .param("meeting", meeting.value())
        .param("id", id)
        .update();
  }

  /**
   * Removes all work on files of a meeting: nobody can ask for it, what is under way is in vain.
   */
  void removeOf(MeetingId meeting) {
    jdbc.sql("delete from transcriptions where meeting_id = :meeting")
        .param("meeting", meeting.value())
        .update();
  }

  /** Running work; empty when it is finished or gone. */
  Optional<Work> running(String id) {
    return jdbc.sql("select * from transcriptions where id = :id and status = 'RUNNING'")
        .param("id", id)
        .query(Transcriptions::work)
        .optional();
  }

  private static Work work(ResultSet row, int n) throws SQLException {
    String hints = row.getString("language_hints");
    return new Work(
        row.getString("id"),
        new Caller(new UserId(row.getString("owner_id")), row.getString("key_id")),
        row.getString("session_id"),
        new Options(
            row.getBoolean("diarization"),
            LanguageHints.of(hints.isEmpty() ? List.of() : List.of(hints.split(",")))),
        row.getString("audio_url"),
        row.getInt("attempts"),
        row.getObject("created_at", OffsetDateTime.class).toInstant(),
        row.getObject("upload_seen_at", OffsetDateTime.class).toInstant());
  }

  private OffsetDateTime now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC);
  }
}
