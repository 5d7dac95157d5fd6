package ai.bizcrush.extapi.engine.socket;

import ai.bizcrush.extapi.engine.LiveFault;

/**
 * A vendor of live speech recognition: hears the marked audio of a scene, tells each connection its
 * own clock, and refuses what the real one refuses, in its own words.
 */
public abstract class ScriptedLiveVendor extends ScriptedSocketServer {

  private volatile LiveFault fault = LiveFault.NONE;

  protected ScriptedLiveVendor() {}

  protected ScriptedLiveVendor(TestCertificate certificate) {
    super(certificate);
  }

  /**
   * From now on, conversations have this fault of the dialect: {@link LiveFault#DUPLICATE_FINALS},
   * {@link LiveFault#EMPTY_FINALS} or {@link LiveFault#MISSING_FIELDS}.
   */
  public final void mumble(LiveFault fault) {
    this.fault = fault;
  }

  protected final boolean mumbles(LiveFault fault) {
    return this.fault == fault;
  }

  /** A refused upgrade as this vendor words it. */
  public abstract Refusal refusal(int status, String message);

  /** After so much audio: it failed for now, says this among other things, and closes. */
  public abstract SocketFault failsForNow(long audio, String message);

  /** After so much audio: the session was too long. */
  public abstract SocketFault endsSession(long audio);
}
