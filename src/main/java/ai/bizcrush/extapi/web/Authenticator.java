package ai.bizcrush.extapi.web;

import ai.bizcrush.extapi.shared.ApiException;
import ai.bizcrush.extapi.shared.Caller;
import ai.bizcrush.extapi.shared.Credentials;
import java.util.concurrent.CompletionStage;

/** Decides who a request of the API comes from. */
public interface Authenticator {

  /**
   * The caller behind the credentials. Never blocks: what is known completes at once, on the
   * calling thread; what must be looked up completes on a virtual thread. Fails with {@link
   * ApiException}: 401 {@code Missing authorization} without any key, 401 {@code Invalid API key}
   * for an unknown or revoked key and for two different ones, 503 when it cannot be looked up.
   */
  CompletionStage<Caller> authenticate(Credentials credentials);
}
