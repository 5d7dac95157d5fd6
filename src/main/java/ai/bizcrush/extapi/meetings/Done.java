package ai.bizcrush.extapi.meetings;

/** It is done. */
public record Done(boolean success) {

  public static final Done DONE = new Done(true);
}
