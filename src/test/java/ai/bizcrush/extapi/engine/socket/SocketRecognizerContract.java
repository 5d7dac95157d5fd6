package ai.bizcrush.extapi.engine.socket;

import static ai.bizcrush.extapi.engine.socket.Soon.soon;
import static org.assertj.core.api.Assertions.assertThat;

import ai.bizcrush.extapi.engine.LiveFault;
import ai.bizcrush.extapi.engine.LiveRecognizer;
import ai.bizcrush.extapi.engine.LiveRecognizerContract;
import ai.bizcrush.extapi.engine.LiveScene;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Stages every {@link LiveFault} for an adapter that talks to a {@link ScriptedLiveVendor}. */
public abstract class SocketRecognizerContract<V extends ScriptedLiveVendor>
    extends LiveRecognizerContract {

  /** The first word that a scene says. */
  private static final String FIRST = LiveScene.conversation().words().getFirst().text();

  protected final TestSockets sockets = TestSockets.create();
  protected final V vendor;

  protected SocketRecognizerContract(V vendor) {
    this.vendor = vendor;
  }

  /** The adapter, configured for {@link #API_KEY} and this address ({@code ws://host:port}). */
  protected abstract LiveRecognizer recognizer(String address);

  /** No connection is left, and no client did what it must not do. */
  @AfterEach
  void close() throws IOException {
    closeStages();
    assertThat(vendor.complaints()).isEmpty();
    vendor.close();
    soon().until(() -> vendor.standing() == 0);
    sockets.close();
  }

  @Override
  protected void readAgain() {
    vendor.sockets().forEach(ScriptedSocket::readAgain);
  }

  @Override
  protected LiveRecognizer recognizer(LiveFault fault) throws IOException {
    switch (fault) {
      case NONE -> {}
      case CONNECTION_REFUSED -> {
        return recognizer(ScriptedSocketServer.refusingAddress());
      }
      case HANGING_CONNECTION -> vendor.misbehave(SocketFault.HANG);
      case NO_ANSWER -> vendor.misbehave(SocketFault.MUTE);
      case INPUT_REFUSED -> refuse(400);
      case UNAUTHENTICATED -> refuse(401);
      case PAYMENT_REQUIRED -> refuse(402);
      case OVER_CAPACITY ->
          vendor.misbehave(
              SocketFault.refuse(vendor.refusal(429, SPOKEN).with("Retry-After", "7")));
      case TEMPORARILY_UNAVAILABLE -> refuse(503);
      case STALL -> vendor.misbehave(SocketFault.stallAfter(SOME_AUDIO));
      case SLOW_READER -> vendor.misbehave(SocketFault.deafAfter(SOME_AUDIO));
      case CUT -> vendor.misbehave(SocketFault.cutAfter(SOME_AUDIO));
      case RESET -> vendor.misbehave(SocketFault.resetAfter(SOME_AUDIO));
      case INTERNAL_ERROR -> vendor.misbehave(SocketFault.closeAfter(SOME_AUDIO, 1011));
      case ERROR_MESSAGE -> vendor.misbehave(vendor.failsForNow(SOME_AUDIO, SPOKEN));
      case MAXIMUM_DURATION -> vendor.misbehave(vendor.endsSession(SOME_AUDIO));
      case MALFORMED -> vendor.misbehave(SocketFault.sayAfter(SOME_AUDIO, "{\"" + SPOKEN + "\":,"));
      case OVERSIZED ->
          vendor.misbehave(SocketFault.sayAfter(SOME_AUDIO, "{\"x\":\"" + " ".repeat(17 << 20)));
      case DUPLICATE_FINALS, EMPTY_FINALS, MISSING_FIELDS -> vendor.mumble(fault);
      case NUL -> vendor.spoil(text -> text.replace(FIRST, FIRST + "\\u0000"));
      case BIG_TEXT -> vendor.spoil(text -> text.replace(FIRST, FIRST.repeat(1 << 18)));
    }
    return recognizer(vendor.address());
  }

  private void refuse(int status) {
    vendor.misbehave(SocketFault.refuse(vendor.refusal(status, SPOKEN)));
  }

  /** Joining frames is the stream's, so that it decides about the delay. */
  @Test
  void aFrameIsPassedOnAtOnce() throws Exception {
    var stage = stage(LiveFault.NONE).ready();
    int frame = stage.frameBytes();

    stage.hand(new byte[frame], 0, frame);

    soon().until(() -> vendor.sockets().getFirst().audio() >= frame / 2);
  }

  @Test
  void anAbortFreesTheConnection() throws Exception {
    var stage = stage(LiveFault.STALL).ready().feed(audio(LiveScene.conversation()));

    stage.abort();

    soon().until(() -> vendor.standing() == 0);
  }

  @Test
  void theEndFreesTheConnection() throws Exception {
    stage(LiveFault.NONE).ready().feed(audio(LiveScene.conversation())).end();

    soon().until(() -> vendor.standing() == 0);
  }
}
