package ai.bizcrush.extapi.meetings;

import ai.bizcrush.extapi.shared.Ulids;
import ai.bizcrush.extapi.shared.UserId;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What tests of other modules need of meetings: that there are some, and who may reach them. */
@Import({MeetingAccess.class, MeetingChanges.class, MeetingRows.class, ParticipantRows.class})
public final class ReachableMeetings {

  private ReachableMeetings() {}

  /** A live meeting of that host alone. */
  public static MeetingId insert(JdbcClient jdbc, UserId host) {
    var id = new MeetingId(Ulids.next());
    jdbc.sql(
            """
            insert into meetings (id, host_id, participant_ids, co_host_ids, title, language,
              translation_languages, start_at, closes_at, created_at, updated_at)
            values (:id, :host, array[:host], '{}', '', 'en', '{}', now(), now(), now(),
              clock_timestamp())
            """)
        .param("id", id.value())
        .param("host", host.value())
        .update();
    jdbc.sql(
            """
            insert into meeting_participants
            select id, host_id, 0, host_id, true, false, updated_at from meetings where id = ?
            """)
        .param(id.value())
        .update();
    return id;
  }
}
