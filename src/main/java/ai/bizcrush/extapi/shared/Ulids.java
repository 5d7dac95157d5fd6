package ai.bizcrush.extapi.shared;

import com.github.f4b6a3.ulid.UlidCreator;

/** Identifiers of everything but users: 26 characters of Crockford base 32, sortable by time. */
public final class Ulids {

  private Ulids() {}

  /** A new ULID, greater than every one made before it in this process. */
  public static String next() {
    return UlidCreator.getMonotonicUlid().toString();
  }
}
