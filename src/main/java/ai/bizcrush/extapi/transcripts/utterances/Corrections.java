package ai.bizcrush.extapi.transcripts.utterances;

import static java.time.ZoneOffset.UTC;

import ai.bizcrush.extapi.database.CommitClock;
import ai.bizcrush.extapi.meetings.MeetingAccess;
import ai.bizcrush.extapi.meetings.MeetingId;
import ai.bizcrush.extapi.shared.ApiException;
import ai.bizcrush.extapi.shared.Ulids;
import java.util.Objects;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What participants correct. The text that was recognised is kept. */
@Component
class Corrections {

  private final JdbcTemplate jdbc;
  private final MeetingAccess meetings;
  private final CommitClock commitClock;

  Corrections(JdbcTemplate jdbc, MeetingAccess meetings, CommitClock commitClock) {
    this.jdbc = jdbc;
    this.meetings = meetings;
    this.commitClock = commitClock;
  }

  /**
   * Corrects the text of an utterance. Of several at once the one that commits last stays. To say
   * again what it says already changes nothing; to say what was recognised undoes the correction.
   *
   * @param id as the client sent it
   * @return {@code {utterance:{...}}}
   * @throws ApiException 404 {@code Utterance not found}, or {@code Meeting not found} if it was
   *     deleted meanwhile
   */
  @Transactional
  public byte[] correct(MeetingId meeting, String id, String transcript) {
    String utterance = Ulids.parse(id).orElseThrow(Corrections::notFound);
    meetings.require(meeting);
    String present =
        jdbc
            .queryForList(
                "select transcript from utterances where id = ? and meeting_id = ? for update",
                String.class,
                utterance,
                meeting.value())
            .stream()
            .findFirst()
            .orElseThrow(Corrections::notFound);
    if (!transcript.equals(present)) {
      jdbc.update(
          """
          update utterances
          set original_transcript = nullif(coalesce(original_transcript, transcript), ?),
            transcript = ?, updated_at = ?
          where id = ?
          """,
          transcript,
          transcript,
          commitClock.next(meeting.value()).atOffset(UTC),
          utterance);
    }
    return read(utterance);
  }

  private byte[] read(String id) {
    String sql = "select %s from utterances where id = ?".formatted(Rows.UTTERANCES.columns());
    byte[] reply =
        jdbc.query(
            sql,
            row -> {
              row.next();
              return ReplyJson.of(
                  json -> {
                    json.writeName("utterance");
                    Rows.UTTERANCES.write(row, json, new TimeText());
                  });
            },
            id);
    return Objects.requireNonNull(reply);
  }

  private static ApiException notFound() {
    return ApiException.notFound("Utterance");
  }
}
