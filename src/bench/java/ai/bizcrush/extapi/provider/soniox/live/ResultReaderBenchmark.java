package ai.bizcrush.extapi.provider.soniox.live;

import ai.bizcrush.extapi.engine.LanguageHints;
import ai.bizcrush.extapi.engine.RecognitionRequest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.NullUnmarked;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import tools.jackson.databind.json.JsonMapper;

/**
 * The messages of an utterance: a tail that grows by a token with each message, up to ten, and then
 * becomes final. With {@code -prof gc}; the figures are of one message. The tree is what the
 * simplest reader would make, before it made words of it.
 */
@NullUnmarked // JMH fills the fields in
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class ResultReaderBenchmark {

  private static final int MESSAGES = 11;

  private final List<byte[]> messages = new ArrayList<>();
  private final JsonMapper trees = JsonMapper.shared();
  private ResultReader reader;

  @Setup
  public void write() {
    for (int tokens = 1; tokens < MESSAGES; tokens++) {
      messages.add(message(tokens, false));
    }
    messages.add(message(MESSAGES - 1, true));
    reader =
        new ResultReader(
            new RecognitionRequest(LanguageHints.of(List.of("en", "ko")), true, List.of()));
  }

  private static byte[] message(int tokens, boolean isFinal) {
    var texts = new ArrayList<String>();
    for (int i = 0; i < tokens; i++) {
      texts.add(
          """
          {"text":" wo%d","start_ms":%d,"end_ms":%d,"confidence":0.9%d,"is_final":%s,\
          "speaker":"1","language":"en","translation_status":"none"}"""
              .formatted(i, i * 100, i * 100 + 80, i, isFinal));
    }
    return """
    {"tokens":[%s],"final_audio_proc_ms":%d,"total_audio_proc_ms":%d}"""
        .formatted(String.join(",", texts), isFinal ? 1000 : 0, 1000)
        .getBytes(StandardCharsets.UTF_8);
  }

  @Benchmark
  @OperationsPerInvocation(MESSAGES)
  public int streamed() {
    int words = 0;
    for (byte[] message : messages) {
      var result = reader.read(message, 0, message.length);
      words += result.finals.size() + result.tail.size();
    }
    return words;
  }

  @Benchmark
  @OperationsPerInvocation(MESSAGES)
  public int tree() {
    int words = 0;
    for (byte[] message : messages) {
      words += trees.readTree(message).path("tokens").size();
    }
    return words;
  }
}
