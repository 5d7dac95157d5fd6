package ai.bizcrush.extapi.idempotency;

import ai.bizcrush.extapi.database.TransactionRetries;
import ai.bizcrush.extapi.shared.ApiException;
import ai.bizcrush.extapi.shared.ErrorCode;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Collection;
import java.util.function.Function;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/** Gives a request that its client repeats one effect and one reply. Blocks on the database. */
@Component
public class Idempotency {

  private final NamedRequests requests;
  private final TransactionRetries transactions;
  private final JsonMapper json;

  Idempotency(NamedRequests requests, TransactionRetries transactions, JsonMapper json) {
    this.requests = requests;
    this.transactions = transactions;
    this.json = json;
  }

  /**
   * Has the effect in a transaction of its own, or gives the reply of the time when it was had. A
   * second request that comes while the first is at work waits for it. A refusal is not kept.
   *
   * @param type of the reply, a record
   * @param subject the id of what the reply shows; see {@link #forget}
   * @param effect has none but on the database: it may be rolled back and run again
   * @throws ApiException 409 {@code CONFLICT}: the key was used for another request
   */
  public <T> T once(
      NamedRequest request, Class<T> type, Function<T, String> subject, Supplier<T> effect) {
    if (request.key() == null) {
      return transactions.execute(effect);
    }
    byte[] fingerprint = sha256(json.writeValueAsBytes(request.content()));
    return transactions.execute(
        () -> {
          if (!requests.claim(request, fingerprint)) {
            return known(request, fingerprint, type);
          }
          T reply = effect.get();
          requests.answered(request, subject.apply(reply), json.writeValueAsString(reply));
          return reply;
        });
  }

  /**
   * Removes the replies that show what is deleted; a request that made it is answered 409 from then
   * on.
   *
   * @param subjects the ids
   */
  @Transactional
  public void forget(Collection<String> subjects) {
    requests.forget(subjects);
  }

  private <T> T known(NamedRequest request, byte[] fingerprint, Class<T> type) {
    var known = requests.find(request);
    if (!Arrays.equals(known.fingerprint(), fingerprint)) {
      throw new ApiException(
          ErrorCode.CONFLICT, NamedRequest.HEADER + " was used for another request");
    }
    if (known.reply() == null) {
      throw new ApiException(ErrorCode.CONFLICT, "What this request made was deleted");
    }
    return json.readValue(known.reply(), type);
  }

  private static byte[] sha256(byte[] content) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(content);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every Java has it
    }
  }
}
