package ai.bizcrush.extapi.outbound;

import ai.bizcrush.extapi.shared.ApiException;
import ai.bizcrush.extapi.shared.ErrorCode;

/**
 * 400: what a user named cannot be fetched. The message is {@code Cannot fetch URL: <reason>} with
 * a reason from a fixed list; there is no cause, so that no host, address or upstream text can
 * reach a reply or a log.
 */
public class FetchFailed extends ApiException {

  private final Reason reason;

  FetchFailed(Reason reason) {
    this(reason, reason.text);
  }

  private FetchFailed(Reason reason, String text) {
    super(ErrorCode.INVALID_ARGUMENT, "Cannot fetch URL: " + text);
    this.reason = reason;
  }

  /** The other side answered with something else than a file. */
  static FetchFailed status(int status) {
    return new FetchFailed(Reason.HTTP_STATUS, Reason.HTTP_STATUS.text + " " + status);
  }

  public Reason reason() {
    return reason;
  }

  /** Why, in the words that the client reads. */
  public enum Reason {
    NOT_A_URL("not a valid URL"),
    SCHEME_NOT_ALLOWED("scheme not allowed"),
    CREDENTIALS_NOT_ALLOWED("credentials not allowed"),
    ADDRESS_NOT_ALLOWED("address not allowed"),
    HOST_NOT_FOUND("host not found"),
    CONNECTION_FAILED("connection failed"),
    TLS_FAILED("TLS failed"),
    TIMED_OUT("timed out"),
    TOO_MANY_REDIRECTS("too many redirects"),
    INSECURE_REDIRECT("redirect from https to http not allowed"),
    /** Followed by the status. */
    HTTP_STATUS("HTTP status"),
    ENCODED_RESPONSE("compressed response not supported"),
    INVALID_RESPONSE("invalid response"),
    EMPTY_RESPONSE("empty response");

    private final String text;

    Reason(String text) {
      this.text = text;
    }
  }
}
