package ai.bizcrush.extapi.engine;

import java.util.List;

/** What was said, in order of time; empty when nothing was. */
public record Transcript(List<Utterance> utterances) {

  /** Nothing was said. */
  public static final Transcript SILENCE = new Transcript(List.of());

  public Transcript {
    utterances = List.copyOf(utterances);
  }
}
