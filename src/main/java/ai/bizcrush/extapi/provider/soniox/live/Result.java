package ai.bizcrush.extapi.provider.soniox.live;

import ai.bizcrush.extapi.engine.LiveWord;
import java.util.ArrayList;
import java.util.List;

/** One message, read. Used again for the next. */
final class Result {

  /** Stands among the finals where an utterance ends. */
  static final LiveWord ENDPOINT = new LiveWord("", -1, -1, 0, "", "");

  static final long UNSAID = -1;

  /** Words and {@link #ENDPOINT}s that are final since the last message. */
  final List<LiveWord> finals = new ArrayList<>();

  /** Words that are not. */
  final List<LiveWord> tail = new ArrayList<>();

  long finalMs;
  long heardMs;
  boolean finished;

  /** {@link #UNSAID} when there is none. */
  long error;

  void clear() {
    finals.clear();
    tail.clear();
    finalMs = UNSAID;
    heardMs = UNSAID;
    finished = false;
    error = UNSAID;
  }
}
