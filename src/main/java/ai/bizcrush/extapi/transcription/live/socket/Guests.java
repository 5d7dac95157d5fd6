package ai.bizcrush.extapi.transcription.live.socket;

import ai.bizcrush.extapi.shared.Caller;
import java.util.concurrent.CompletionStage;

/** What the sockets ask of the keeper of keys, beside authentication; never blocks. */
interface Guests {

  /** The caller whose key made this token, which is used up; fails as an authentication does. */
  CompletionStage<Caller> redeem(String token);

  /** Whether the caller's key is still good; asked about once a second while a stream runs. */
  boolean isWelcome(Caller caller);
}
