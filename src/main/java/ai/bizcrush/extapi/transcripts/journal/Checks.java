package ai.bizcrush.extapi.transcripts.journal;

import ai.bizcrush.extapi.transcripts.LiveJournal.Outcome;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;

/** Questions whether recordings are still theirs who ask. */
record Checks(JdbcTemplate jdbc) {

  void answer(List<Entry> entries, Answers answers) {
    var asked = new ArrayList<Entry.Check>();
    for (Entry entry : entries) {
      if (entry instanceof Entry.Check check) {
        asked.add(check);
      }
    }
    if (asked.isEmpty()) {
      return;
    }
    var current = new HashSet<>(epochs(asked));
    for (Entry.Check check : asked) {
      boolean held = current.contains(Epoch.of(check.recording()));
      answers.add(check.answer(), held ? Outcome.COMMITTED : Outcome.REPLACED);
    }
  }

  private List<Epoch> epochs(List<Entry.Check> asked) {
    String[] ids =
        asked.stream().map(check -> check.recording().messageId()).toArray(String[]::new);
    return jdbc.query(
        "select message_id, epoch from recordings where message_id = any(?)",
        (row, index) -> new Epoch(row.getString(1), row.getInt(2)),
        (Object) ids);
  }
}
