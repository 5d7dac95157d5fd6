package ai.bizcrush.extapi;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.Collection;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;

/** Every span that the service would export, as text. */
public final class Spans implements SpanExporter {

  private final Queue<String> spans = new ConcurrentLinkedQueue<>();

  public String text() {
    return spans.stream().collect(Collectors.joining("\n"));
  }

  @Override
  public CompletableResultCode export(Collection<SpanData> exported) {
    exported.forEach(span -> spans.add(span.toString()));
    return CompletableResultCode.ofSuccess();
  }

  @Override
  public CompletableResultCode flush() {
    return CompletableResultCode.ofSuccess();
  }

  @Override
  public CompletableResultCode shutdown() {
    return CompletableResultCode.ofSuccess();
  }
}
