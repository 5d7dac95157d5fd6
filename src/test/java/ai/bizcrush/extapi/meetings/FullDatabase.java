package ai.bizcrush.extapi.meetings;

import static org.assertj.core.api.Assertions.assertThat;

import ai.bizcrush.extapi.database.ModuleDatabase;
import ai.bizcrush.extapi.database.TestDatabase;
import ai.bizcrush.extapi.identity.Users;
import ai.bizcrush.extapi.shared.Caller;
import ai.bizcrush.extapi.shared.UserId;
import javax.sql.DataSource;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/**
 * This module without a server, on a database with 200 meetings of 1000 messages each, 5000 users,
 * and what belongs to them. One for all tests that want it; it ends with the JVM.
 */
public final class FullDatabase {

  /** Takes part in all meetings. */
  public static final UserId USER = new UserId("u000000001");

  private static final class Shared {
    static final FullDatabase DATABASE = new FullDatabase();
  }

  private final AnnotationConfigApplicationContext context =
      new AnnotationConfigApplicationContext();

  private FullDatabase() {
    var database = TestDatabase.create().dataSource();
    context.registerBean(DataSource.class, () -> database);
    context.register(Wiring.class);
    context.refresh();
    fill();
  }

  public static FullDatabase shared() {
    return Shared.DATABASE;
  }

  public <T> T get(Class<T> type) {
    return context.getBean(type);
  }

  public Caller caller() {
    return new Caller(USER, "key");
  }

  public String meeting() {
    return one("select id from meetings order by id offset 100 limit 1");
  }

  public String one(String sql) {
    return get(JdbcClient.class).sql(sql).query(String.class).single();
  }

  /** Does something in a transaction, and sees to it that no table was read from end to end. */
  public void assertIndexed(Runnable work) {
    var transaction = new TransactionTemplate(get(PlatformTransactionManager.class));
    transaction.executeWithoutResult(
        status -> {
          work.run();
          assertThat(
                  get(JdbcClient.class)
                      .sql(
                          """
                          select relname from pg_stat_xact_user_tables
                          where seq_scan > 0 and relname <> 'scheduled_tasks'
                          """)
                      .query(String.class)
                      .list())
              .isEmpty();
          status.setRollbackOnly();
        });
  }

  private void fill() {
    for (String sql :
        new String[] {
          """
          insert into app_user (id, display_name, created_at)
          select 'u' || lpad(i::text, 9, '0'), 'User ' || i, now() from generate_series(1, 5000) i
          """,
          """
          insert into verified_email (address, user_id, verified_at)
          select id || '@example.com', id, now() from app_user
          """,
          """
          insert into meeting_preferences
          select id, '{ko}', 'en', '{}', '{}', now() from app_user
          """,
          """
          insert into meetings (id, host_id, participant_ids, co_host_ids, title, language,
            translation_languages, start_at, end_at, closes_at, created_at, updated_at)
          select '01' || lpad(i::text, 24, '0'), 'u000000001', array['u000000001'], '{}', 'Title',
            'en', '{}', now(), case when i % 2 = 0 then now() end,
            case when i % 2 = 1 then now() + i * interval '1 s' end, now(),
            now() - i * interval '1 ms'
          from generate_series(1, 200) i
          """,
          """
          insert into meeting_participants
          select m.id, u.id, u.n, u.id, true, false, m.updated_at
          from meetings m join lateral (
            select 'u000000001' as id, 0 as n union all
            select 'u' || lpad((2 + (substr(m.id, 3)::bigint * 20 + n) % 4900)::text, 9, '0'), n
            from generate_series(1, 20) n) u on true
          """,
          """
          insert into meeting_participants
          select id, 'em:guest' || n || '@example.com', 100 + n, null, false, false, updated_at
          from meetings, generate_series(1, 10) n
          """,
          """
          insert into meeting_messages
          select '02' || substr(m.id, 17) || lpad(n::text, 14, '0'), m.id, 'u000000001', 'TEXT',
            'A message of some length, as people write them, number ' || n, now(),
            now() + n * interval '1 ms'
          from meetings m, generate_series(1, 1000) n
          """,
          """
          insert into idempotent_requests
          select id, 'create-meeting', 'key', '\\x00', id, '{}', now() + interval '1 day' from app_user
          """,
          """
          update meetings m set title = 'A title of some length, as people give them',
            participant_ids = (
              select array_agg(case when opened then user_id else entry end order by position)
              from meeting_participants p where p.meeting_id = m.id)
          """,
          "vacuum full meetings",
          "insert into commit_clock select id, now() from meetings",
          "analyze"
        }) {
      get(JdbcClient.class).sql(sql).update();
    }
  }

  @ComponentScan({"ai.bizcrush.extapi.meetings", "ai.bizcrush.extapi.idempotency"})
  @ConfigurationPropertiesScan({"ai.bizcrush.extapi.meetings", "ai.bizcrush.extapi.idempotency"})
  @Import({ModuleDatabase.class, Users.class})
  static class Wiring {

    @Bean
    JsonMapper json() {
      return new JsonMapper();
    }
  }
}
