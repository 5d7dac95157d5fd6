package ai.bizcrush.extapi.engine.live;

import ai.bizcrush.extapi.engine.EngineException;
import ai.bizcrush.extapi.engine.LiveListener;
import ai.bizcrush.extapi.engine.LiveWord;
import java.util.ArrayList;
import java.util.List;

/** Writes down what a session says, and what it means for the engine in that very moment. */
final class Said implements LiveListener {

  final List<String> words = new ArrayList<>();
  Runnable atTheEnd = () -> {};

  @Override
  public void ready() {
    words.add("ready");
  }

  @Override
  public void interim(List<LiveWord> tail) {
    words.add("interim" + text(tail));
  }

  @Override
  public void finals(List<LiveWord> more) {
    words.add("finals" + text(more));
  }

  @Override
  public void endpoint() {
    words.add("endpoint");
  }

  @Override
  public void progress(long finalMs, long heardMs) {
    words.add("progress " + finalMs + " " + heardMs);
  }

  @Override
  public void writable() {
    words.add("writable");
  }

  @Override
  public void ended() {
    words.add("ended");
    atTheEnd.run();
  }

  @Override
  public void failed(EngineException failure) {
    words.add("failed " + failure.kind());
    atTheEnd.run();
  }

  @Override
  public void readComplete() {
    words.add("complete");
  }

  private static String text(List<LiveWord> words) {
    return String.join("", words.stream().map(LiveWord::text).toList());
  }
}
