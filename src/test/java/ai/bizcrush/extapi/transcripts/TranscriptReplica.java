package ai.bizcrush.extapi.transcripts;

import ai.bizcrush.extapi.database.ModuleDatabase;
import ai.bizcrush.extapi.database.TestDatabase;
import ai.bizcrush.extapi.meetings.MeetingId;
import ai.bizcrush.extapi.meetings.ReachableMeetings;
import ai.bizcrush.extapi.shared.Ulids;
import ai.bizcrush.extapi.shared.UserId;
import ai.bizcrush.extapi.transcripts.LiveJournal.Outcome;
import com.zaxxer.hikari.HikariDataSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import javax.sql.DataSource;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.MapPropertySource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** This module without a server, as one replica of several on one database. */
public final class TranscriptReplica implements AutoCloseable {

  public static final UserId HOST = new UserId("0J56UlxXAS");

  private final AnnotationConfigApplicationContext context =
      new AnnotationConfigApplicationContext();

  private TranscriptReplica(TestDatabase database, Map<String, Object> settings) {
    var pool = new HikariDataSource();
    pool.setJdbcUrl(database.url());
    pool.setUsername(database.user());
    pool.setPassword(database.password());
    pool.setMaximumPoolSize(8);
    context.getEnvironment().getPropertySources().addFirst(new MapPropertySource("test", settings));
    context.registerBean(DataSource.class, () -> pool);
    context.register(Wiring.class);
    context.refresh();
  }

  public static TranscriptReplica on(TestDatabase database) {
    return new TranscriptReplica(database, Map.of());
  }

  public static TranscriptReplica on(TestDatabase database, Map<String, Object> settings) {
    return new TranscriptReplica(database, settings);
  }

  public <T> T get(Class<T> type) {
    return context.getBean(type);
  }

  public JdbcClient jdbc() {
    return get(JdbcClient.class);
  }

  /** A meeting of {@link #HOST} alone. */
  public MeetingId meeting() {
    return ReachableMeetings.insert(jdbc(), HOST);
  }

  /** A live recording that has begun. */
  public LiveRecording live(MeetingId meeting) {
    var recording = new LiveRecording(Ulids.next(), HOST, meeting.value(), meeting, 1);
    var outcome = new CompletableFuture<Outcome>();
    get(LiveJournal.class).begin(recording, null, Runnable::run, outcome::complete);
    require(outcome);
    return recording;
  }

  /** Says something, and comes back when it is on disk. */
  public LiveChunk say(LiveRecording recording, String text, long startMs) {
    var chunk = chunk(Ulids.next(), text, startMs);
    say(recording, chunk);
    return chunk;
  }

  public void say(LiveRecording recording, LiveChunk chunk) {
    var outcome = new CompletableFuture<Outcome>();
    get(LiveJournal.class)
        .commit(recording, chunk, 0, chunk.endMs(), Runnable::run, outcome::complete);
    require(outcome);
  }

  private static void require(CompletableFuture<Outcome> outcome) {
    if (outcome.join() != Outcome.COMMITTED) {
      throw new AssertionError(outcome.join());
    }
  }

  public static LiveChunk chunk(String id, String text, long startMs) {
    return new LiveChunk(id, text, "0", "en", startMs, startMs + 900, 0.9);
  }

  /**
   * Stores a recording that was transcribed as a file.
   *
   * @return its message id
   */
  public String file(MeetingId meeting, String... texts) {
    String messageId = Ulids.next();
    var said = new ArrayList<SpokenUtterance>();
    for (String text : texts) {
      long at = 1000L * said.size();
      said.add(new SpokenUtterance("0", text, "en", at, at + 900, 1));
    }
    var recording = new Recorded(messageId, HOST, meeting.value(), meeting);
    if (!get(TranscriptStore.class).store(recording, "file", said, false)) {
      throw new AssertionError("no meeting");
    }
    return messageId;
  }

  /** The ids of a meeting's utterances. */
  public List<String> ids(MeetingId meeting) {
    return jdbc()
        .sql("select id from utterances where meeting_id = ? order by updated_at")
        .param(meeting.value())
        .query((row, n) -> row.getString(1))
        .list();
  }

  @Override
  public void close() {
    context.close();
  }

  @ComponentScan("ai.bizcrush.extapi.transcripts")
  @ConfigurationPropertiesScan("ai.bizcrush.extapi.transcripts")
  @Import({ModuleDatabase.class, ReachableMeetings.class})
  static class Wiring {}
}
