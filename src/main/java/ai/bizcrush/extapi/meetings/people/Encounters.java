package ai.bizcrush.extapi.meetings.people;

import ai.bizcrush.extapi.shared.UserId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads from the lists of participants whom a user has met. */
@Component
class Encounters {

  private static final String EMAIL = "em:";

  private final JdbcClient jdbc;

  Encounters(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Of each person the last by each address; who was listed by id and never came is left out. */
  List<Encounter> of(UserId user) {
    return jdbc.sql(
            """
            select p.entry, case when p.opened then p.user_id end as user_id,
              max(m.start_at) as met_at
            from meeting_participants mine
            join meeting_participants p on p.meeting_id = mine.meeting_id
            join meetings m on m.id = mine.meeting_id
            where mine.user_id = ? and p.user_id is distinct from mine.user_id
              and (p.opened or p.entry like 'em:%')
            group by 1, 2
            """)
        .param(user.value())
        .query(Encounters::encounter)
        .list();
  }

  private static Encounter encounter(ResultSet row, int n) throws SQLException {
    String entry = row.getString("entry");
    String user = row.getString("user_id");
    return new Encounter(
        entry.startsWith(EMAIL) ? entry.substring(EMAIL.length()) : null,
        user == null ? null : new UserId(user),
        row.getObject("met_at", OffsetDateTime.class).toInstant());
  }
}
