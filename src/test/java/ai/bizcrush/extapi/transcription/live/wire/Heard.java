package ai.bizcrush.extapi.transcription.live.wire;

import ai.bizcrush.extapi.transcription.live.StreamConfig;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/** What a client's frames came to. */
final class Heard implements StreamInput {

  final List<StreamConfig> configs = new ArrayList<>();
  final ByteArrayOutputStream pcm = new ByteArrayOutputStream();
  final List<String> calls = new ArrayList<>();

  StreamConfig config() {
    return configs.getFirst();
  }

  @Override
  public void configured(StreamConfig config) {
    configs.add(config);
    calls.add("configured");
  }

  @Override
  public void pcm(byte[] bytes, int offset, int length) {
    if (length <= 0 || length % 2 != 0) {
      throw new AssertionError("not whole samples: " + length);
    }
    pcm.write(bytes, offset, length);
    if (!calls.getLast().equals("pcm")) {
      calls.add("pcm");
    }
  }

  @Override
  public void decoded(int bytes) {}

  @Override
  public void finish() {
    calls.add("finish");
  }

  @Override
  public void keepAlive() {
    calls.add("keepAlive");
  }

  @Override
  public void end() {
    calls.add("end");
  }
}
