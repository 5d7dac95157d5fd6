package ai.bizcrush.extapi.web.body;

import org.springframework.http.server.reactive.ServerHttpRequest;

/** What is left to delete when a request is over. */
public final class Uploads {

  private static final String ATTRIBUTE = Uploads.class.getName();

  private Uploads() {}

  static void onCompletion(ServerHttpRequest request, Runnable cleanup) {
    request.getAttributes().put(ATTRIBUTE, cleanup);
  }

  /** Deletes the upload of a request that is over, if it had one. */
  public static void complete(ServerHttpRequest request) {
    if (request.getAttributes().remove(ATTRIBUTE) instanceof Runnable cleanup) {
      cleanup.run();
    }
  }
}
