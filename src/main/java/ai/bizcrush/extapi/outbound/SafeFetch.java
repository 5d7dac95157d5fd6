package ai.bizcrush.extapi.outbound;

import ai.bizcrush.extapi.outbound.FetchFailed.Reason;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.io.IOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.MessageConstraintException;
import org.springframework.util.unit.DataSize;

/**
 * Downloads what a user names by URL, without letting the user reach what only we can reach.
 *
 * <p>The URL is read as browsers read one; its scheme is http or https and it has no credentials.
 * Every address of its host must be public or allowed by {@code extapi.outbound.allow}, on every
 * redirect anew, and the connection is made to an address that was checked, not to the name. The
 * request is a GET with a fixed set of headers: no cookie, credential or referrer, no proxy. A
 * redirect from https to http is refused, since who asks for https does not expect the file or its
 * signature on the wire in the clear. Redirects are 301, 302, 303, 307 and 308 with a {@code
 * Location}; a file comes with 200 or 203 and at least one byte, any other status fails (206 too:
 * no range was asked for). We ask for no compression, and refuse a reply that is compressed all the
 * same.
 *
 * <p>Each fetch is a {@code extapi.outbound.fetch} timer's record, whose {@code outcome} is {@code
 * ok}, {@code too_large}, {@code interrupted}, {@code error} or a {@link Reason} in lower case.
 */
public final class SafeFetch implements AutoCloseable {

  private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);

  private final OutboundSettings settings;
  private final DestinationCheck destinations;
  private final SSLContext tls;
  private final MeterRegistry meters;

  SafeFetch(
      OutboundSettings settings, HostResolver resolver, SSLContext tls, MeterRegistry meters) {
    this.settings = settings;
    this.destinations = new DestinationCheck(resolver, settings.allowList());
    this.tls = tls;
    this.meters = meters;
  }

  /** The operator's time-outs, with a byte limit. */
  public FetchLimits limits(DataSize maxSize) {
    return settings.limits(maxSize);
  }

  /**
   * Downloads to a file, which is created or overwritten. Blocks; belongs on a virtual thread,
   * where an interrupt closes the connection at once. Memory does not grow with the file.
   *
   * @param target deleted if anything goes wrong, even if it was there before
   * @throws FetchFailed when the URL is refused or the other side fails (400)
   * @throws FetchTooLarge when the file is over the limit (413)
   * @throws java.io.UncheckedIOException when the file cannot be written
   */
  public Fetched fetch(String url, Path target, FetchLimits limits) throws InterruptedException {
    Timer.Sample sample = Timer.start(meters);
    String outcome = "error";
    try {
      Fetched fetched = download(url, target, limits);
      outcome = "ok";
      return fetched;
    } catch (FetchFailed e) {
      outcome = e.reason().name().toLowerCase(Locale.ROOT);
      throw e;
    } catch (FetchTooLarge e) {
      outcome = "too_large";
      throw e;
    } catch (InterruptedException e) {
      outcome = "interrupted";
      throw e;
    } finally {
      sample.stop(meters.timer("extapi.outbound.fetch", "outcome", outcome));
    }
  }

  /**
   * Checks a URL as {@link #fetch} would, its addresses included, without connecting to it. What is
   * stored for later must be checked again when it is used: names change their addresses.
   *
   * @throws FetchFailed when the URL is refused (400)
   */
  public void check(String url) throws InterruptedException {
    destinations.check(WebUrl.parse(url), settings.connectTimeout());
  }

  @Override
  public void close() {
    destinations.close();
  }

  private Fetched download(String url, Path target, FetchLimits limits)
      throws InterruptedException {
    boolean complete = false;
    try (var deadline = Deadline.in(limits.total())) {
      Fetched fetched = follow(WebUrl.parse(url), target, limits, deadline);
      complete = true;
      return fetched;
    } finally {
      if (!complete) {
        delete(target);
      }
    }
  }

  private Fetched follow(WebUrl first, Path target, FetchLimits limits, Deadline deadline)
      throws InterruptedException {
    WebUrl url = first;
    for (int redirects = 0; redirects <= limits.maxRedirects(); redirects++) {
      Destination to = destinations.check(url, deadline.atMost(limits.connect()));
      try (var exchange = Exchange.with(to, limits, deadline, tls)) {
        String location = exchange.header(HttpHeaders.LOCATION);
        if (!REDIRECTS.contains(exchange.status()) || location == null) {
          return Download.save(exchange, target, limits.maxSize());
        }
        url = redirect(url, location);
      } catch (IOException | HttpException e) {
        throw failure(e, deadline);
      }
    }
    throw new FetchFailed(Reason.TOO_MANY_REDIRECTS);
  }

  private static WebUrl redirect(WebUrl from, String location) {
    WebUrl to = from.resolve(location);
    if (from.secure() && !to.secure()) {
      throw new FetchFailed(Reason.INSECURE_REDIRECT);
    }
    return to;
  }

  /** Tells what happened; the exception itself stays here, for it may name the host. */
  private static FetchFailed failure(Exception e, Deadline deadline) throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    if (deadline.hasPassed()) {
      return new FetchFailed(Reason.TIMED_OUT);
    }
    return new FetchFailed(
        switch (e) {
          case SocketTimeoutException _ -> Reason.TIMED_OUT;
          case SSLException tls when !(tls.getCause() instanceof SocketException) ->
              Reason.TLS_FAILED;
          case HttpException _, MessageConstraintException _ -> Reason.INVALID_RESPONSE;
          default -> Reason.CONNECTION_FAILED;
        });
  }

  private static void delete(Path target) {
    try {
      Files.deleteIfExists(target);
    } catch (IOException _) {
      // What is thrown already says more.
    }
  }
}
