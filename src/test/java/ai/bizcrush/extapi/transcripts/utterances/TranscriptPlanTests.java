package ai.bizcrush.extapi.transcripts.utterances;

import static ai.bizcrush.extapi.transcripts.FullTranscripts.MEETING;
import static ai.bizcrush.extapi.transcripts.FullTranscripts.MESSAGE;
import static org.assertj.core.api.Assertions.assertThat;

import ai.bizcrush.extapi.shared.Cursor;
import ai.bizcrush.extapi.transcripts.FullTranscripts;
import ai.bizcrush.extapi.transcripts.MeetingTranscripts;
import ai.bizcrush.extapi.transcripts.TranscriptReplica;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** In a full database no request reads a whole table. */
class TranscriptPlanTests {

  private final FullTranscripts full = FullTranscripts.shared();
  private final TranscriptReplica replica = full.replica();

  @ParameterizedTest
  @CsvSource({
    "1970-01-01T00:00:00Z,",
    "2026-01-01T00:00:00Z,",
    "9999-01-01T00:00:00Z,",
    "1970-01-01T00:00:00Z, " + MESSAGE,
    "9999-01-01T00:00:00Z, " + MESSAGE
  })
  void aPage(String cursor, @Nullable String messageId) {
    for (Rows rows : Rows.values()) {
      for (int most : new int[] {1, 100, 1000}) {
        var part = new Part(MEETING, messageId, cursor, Cursor.parse(cursor).after(), most);

        // Often enough that the server prepares it, and then plans it for all parameters at once.
        full.assertIndexed(
            () -> {
              for (int i = 0; i < 12; i++) {
                assertThat(replica.get(Transcripts.class).page(rows, part)).isNotEmpty();
              }
            });
      }
    }
  }

  @Test
  void aWholeTranscript() {
    full.assertIndexed(() -> replica.get(Transcripts.class).lastChange(MEETING));
    full.assertIndexed(() -> replica.get(Transcripts.class).whole(MEETING));
    full.assertIndexed(() -> replica.get(MeetingTranscripts.class).read(MEETING));
  }

  @Test
  void aRemovalOfOldRecordings() {
    full.assertIndexed(full::removeOldRecordings);
  }

  @Test
  void aCorrection() {
    String id = replica.ids(MEETING).getFirst();

    full.assertIndexed(() -> replica.get(Corrections.class).correct(MEETING, id, "corrected"));
  }
}
