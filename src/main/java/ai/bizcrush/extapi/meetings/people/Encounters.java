package ai.bizcrush.extapi.meetings.people;

import ai.bizcrush.extapi.shared.UserId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads from the lists of participants whom a user has met. */
@Component
class Encounters {

  private static final String EMAIL = "em:";

  private static final String COMMON =
      """
      from meeting_participants mine
      join meeting_participants p on p.meeting_id = mine.meeting_id
      join meetings m on m.id = mine.meeting_id
      where mine.user_id = ? and p.user_id is distinct from mine.user_id
      """;

  private final JdbcClient jdbc;

  Encounters(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * Those who were invited by an address and have not come, by their address; an address by which
   * somebody has come to another meeting is not among them.
   *
   * @param after the address before the first, or {@code ""}
   */
  List<Person> strangers(UserId user, String after, int most) {
    return jdbc.sql(
            "select p.entry, max(m.start_at) as met_at "
                + COMMON
                + """
                and p.entry like 'em:%' and p.entry collate "C" > ?
                group by p.entry having not bool_or(p.opened)
                order by p.entry collate "C" limit ?
                """)
        .param(user.value())
        .param(EMAIL + after)
        .param(most)
        .query(Encounters::stranger)
        .list();
  }

  /** Those who have come to a meeting. */
  List<UserId> known(UserId user) {
    return jdbc.sql("select distinct p.user_id " + COMMON + " and p.opened")
        .param(user.value())
        .query((row, n) -> new UserId(row.getString("user_id")))
        .list();
  }

  /** Of those of them, the last encounter by each address. */
  List<Encounter> of(UserId user, Collection<UserId> known) {
    return jdbc.sql(
            "select p.entry, p.user_id, max(m.start_at) as met_at "
                + COMMON
                + " and p.opened and p.user_id = any(?) group by 1, 2")
        .param(user.value())
        .param(known.stream().map(UserId::value).toArray(String[]::new))
        .query(Encounters::encounter)
        .list();
  }

  private static Person stranger(ResultSet row, int n) throws SQLException {
    String address = row.getString("entry").substring(EMAIL.length());
    return Person.of("", address, "", row.getObject("met_at", OffsetDateTime.class).toInstant());
  }

  private static Encounter encounter(ResultSet row, int n) throws SQLException {
    String entry = row.getString("entry");
    return new Encounter(
        entry.startsWith(EMAIL) ? entry.substring(EMAIL.length()) : null,
        new UserId(row.getString("user_id")),
        row.getObject("met_at", OffsetDateTime.class).toInstant());
  }
}
