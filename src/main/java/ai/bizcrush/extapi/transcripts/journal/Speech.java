package ai.bizcrush.extapi.transcripts.journal;

import static java.time.ZoneOffset.UTC;

import ai.bizcrush.extapi.database.CommitClock;
import ai.bizcrush.extapi.meetings.MeetingAccess;
import ai.bizcrush.extapi.meetings.MeetingId;
import ai.bizcrush.extapi.transcripts.LiveJournal.Outcome;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.jdbc.core.JdbcTemplate;

/** What recordings say, and how far they are. */
record Speech(JdbcTemplate jdbc, MeetingAccess meetings, CommitClock commitClock) {

  /**
   * The rows of the recordings are locked by the update, so that nobody takes one over until this
   * is committed; what belongs to an older epoch finds no row. A chunk that is final stays as it
   * is.
   */
  private static final String SQL =
      """
      with fence as (
        update recordings r
        set settled_ms = greatest(r.settled_ms, f.settled_ms),
          words_end_ms = greatest(r.words_end_ms, f.words_end_ms),
          speakers = greatest(r.speakers, f.speakers),
          finals = greatest(r.finals, f.finals),
          active_at = ?,
          ended_at = case when f.ended then ? else r.ended_at end
        from unnest(?::text[], ?::int[], ?::bigint[], ?::bigint[], ?::int[], ?::int[],
            ?::boolean[])
          as f (message_id, epoch, settled_ms, words_end_ms, speakers, finals, ended)
        where r.message_id = f.message_id and r.epoch = f.epoch
        returning r.message_id, r.epoch, r.owner_id, r.session_id, r.meeting_id, r.created_at
      ), chunk as (
        select c.*, fence.owner_id, fence.session_id, fence.meeting_id, fence.created_at as began_at,
          timestamptz 'epoch' + c.micros * interval '1 microsecond' as updated_at
        from unnest(?::text[], ?::text[], ?::int[], ?::text[], ?::text[], ?::text[], ?::bigint[],
            ?::bigint[], ?::float8[], ?::boolean[], ?::int[], ?::bigint[])
          as c (id, message_id, epoch, text, speaker, language, start_ms, end_ms, confidence,
            is_final, number, micros)
        join fence using (message_id, epoch)
      ), shown as (
        insert into live_chunks (id, meeting_id, message_id, owner_id, session_id, speaker, text,
          is_final, language, start_ms, end_ms, created_at, updated_at)
        select id, meeting_id, message_id, owner_id, session_id, speaker, text,
          is_final, language, start_ms, end_ms, ?, updated_at
        from chunk where meeting_id is not null
        on conflict (id) do update
        set speaker = excluded.speaker, text = excluded.text, is_final = excluded.is_final,
          language = excluded.language, start_ms = excluded.start_ms, end_ms = excluded.end_ms,
          updated_at = excluded.updated_at
        where not live_chunks.is_final
      ), spoken as (
        insert into utterances (id, meeting_id, message_id, owner_id, session_id, speaker,
          transcript, confidence, language, start_ms, end_ms, is_repaired, number, spoken_at,
          created_at, updated_at)
        select id, meeting_id, message_id, owner_id, session_id, speaker,
          text, confidence, language, start_ms, end_ms, false, number,
          began_at + start_ms * interval '1 millisecond', ?, updated_at + ? * interval '1 microsecond'
        from chunk where is_final
        on conflict (id) do nothing
      )
      select message_id, epoch from fence
      """;

  void write(List<Entry> entries, Instant now, Answers answers) {
    var fences = new Fences();
    var chunks = new Chunks();
    for (Entry entry : entries) {
      switch (entry) {
        case Entry.Final said -> {
          fences.add(said);
          chunks.add(said.recording(), said.chunk(), said.number());
        }
        case Entry.Progress progress -> {
          fences.settled(progress.recording(), progress.settledMs());
          if (progress.chunk() != null) {
            chunks.add(progress.recording(), progress.chunk(), null);
          }
        }
        case Entry.End end -> fences.end(end.recording(), end.settledMs());
        case Entry.Begin _, Entry.Resume _, Entry.Check _ -> {}
      }
    }
    if (!fences.isEmpty()) {
      Set<Epoch> current = write(fences, chunks, now);
      forgetGone(chunks.meetingsOfOthersThan(current));
      removeOpen(fences.ended(current));
      answer(entries, current, answers);
    }
  }

  /** Writes, and tells which of the recordings are still theirs who wrote. */
  private Set<Epoch> write(Fences fences, Chunks chunks, Instant now) {
    Map<String, Integer> times = chunks.times();
    Map<String, Instant> firsts = times.isEmpty() ? Map.of() : commitClock.next(times);
    OffsetDateTime at = now.atOffset(UTC);
    Object[] parameters =
        Stream.of(
                new Object[] {at, at},
                fences.columns(),
                chunks.columns(firsts, now),
                new Object[] {at, at, CommitClock.STEP_MICROS})
            .flatMap(Arrays::stream)
            .toArray();
    return new HashSet<>(
        jdbc.query(SQL, (row, index) -> new Epoch(row.getString(1), row.getInt(2)), parameters));
  }

  /** Who comes too late for a meeting that is deleted must leave no trace of it in the clock. */
  private void forgetGone(Set<MeetingId> refused) {
    if (!refused.isEmpty()) {
      Set<MeetingId> held = meetings.hold(refused);
      refused.stream()
          .filter(meeting -> !held.contains(meeting))
          .forEach(meeting -> commitClock.forget(meeting.value()));
    }
  }

  /** Of recordings that are over: what was open never becomes final. */
  private void removeOpen(List<String> messageIds) {
    if (!messageIds.isEmpty()) {
      jdbc.update(
          "delete from live_chunks where message_id = any(?) and not is_final",
          (Object) messageIds.toArray(String[]::new));
    }
  }

  private void answer(List<Entry> entries, Set<Epoch> current, Answers answers) {
    var refused = new ArrayList<Entry.Final>();
    for (Entry entry : entries) {
      switch (entry) {
        case Entry.Final said when current.contains(Epoch.of(said.recording())) ->
            answers.add(said.answer(), Outcome.COMMITTED);
        case Entry.Final said -> refused.add(said);
        case Entry.Progress progress when current.contains(Epoch.of(progress.recording())) ->
            answer(progress, answers);
        default -> {}
      }
    }
    Set<String> stored = refused.isEmpty() ? Set.of() : stored(refused);
    for (Entry.Final said : refused) {
      boolean own = stored.contains(said.chunk().id());
      answers.add(said.answer(), own ? Outcome.COMMITTED : Outcome.REPLACED);
    }
  }

  private static void answer(Entry.Progress progress, Answers answers) {
    if (progress.answer() != null) {
      answers.add(progress.answer(), progress.settledMs());
    }
  }

  /** Of a batch that was committed without our knowledge, before the recording was taken over. */
  private Set<String> stored(List<Entry.Final> finals) {
    String[] ids = finals.stream().map(said -> said.chunk().id()).toArray(String[]::new);
    return new HashSet<>(
        jdbc.queryForList(
            "select id from utterances where id = any(?)", String.class, (Object) ids));
  }
}
