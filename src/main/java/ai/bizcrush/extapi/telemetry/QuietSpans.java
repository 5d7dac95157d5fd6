package ai.bizcrush.extapi.telemetry;

import ai.bizcrush.extapi.shared.StackOnly;
import io.micrometer.observation.Observation;
import io.micrometer.observation.transport.ReceiverContext;
import io.micrometer.observation.transport.SenderContext;
import io.micrometer.tracing.Span;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.handler.DefaultTracingObservationHandler;
import io.micrometer.tracing.handler.PropagatingReceiverTracingObservationHandler;
import io.micrometer.tracing.handler.PropagatingSenderTracingObservationHandler;
import io.micrometer.tracing.propagation.Propagator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * The three handlers that turn observations into spans, with one difference to those that they
 * replace: a failure goes into its span without its message, which may quote a URL or what was
 * said.
 */
@Configuration(proxyBeanMethods = false)
class QuietSpans {

  @Bean
  DefaultTracingObservationHandler defaultTracingObservationHandler(Tracer tracer) {
    return new DefaultTracingObservationHandler(tracer) {
      @Override
      public void onError(Observation.Context context) {
        record(getRequiredSpan(context), context);
      }
    };
  }

  @Bean
  PropagatingReceiverTracingObservationHandler<?> propagatingReceiverTracingObservationHandler(
      Tracer tracer, Propagator propagator) {
    return new PropagatingReceiverTracingObservationHandler<ReceiverContext<?>>(
        tracer, propagator) {
      @Override
      public void onError(ReceiverContext<?> context) {
        record(getRequiredSpan(context), context);
      }
    };
  }

  @Bean
  PropagatingSenderTracingObservationHandler<?> propagatingSenderTracingObservationHandler(
      Tracer tracer, Propagator propagator) {
    return new PropagatingSenderTracingObservationHandler<SenderContext<?>>(tracer, propagator) {
      @Override
      public void onError(SenderContext<?> context) {
        record(getRequiredSpan(context), context);
      }
    };
  }

  private static void record(Span span, Observation.Context context) {
    Throwable failure = context.getError();
    if (failure != null) {
      span.error(StackOnly.of(failure));
    }
  }
}
