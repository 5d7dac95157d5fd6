package ai.bizcrush.extapi.engine.socket;

/** Describes a fault of ours for the log: its class and its place, never its message. */
final class Faults {

  private Faults() {}

  static String where(Throwable fault) {
    var place = fault.getStackTrace();
    return fault.getClass().getName() + (place.length == 0 ? "" : " at " + place[0]);
  }
}
