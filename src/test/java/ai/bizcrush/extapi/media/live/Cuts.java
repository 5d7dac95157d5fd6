package ai.bizcrush.extapi.media.live;

import java.util.Random;

/** Hands bytes over in pieces of random sizes, the same for the same seed. */
final class Cuts {

  interface Feed {
    void feed(byte[] bytes, int offset, int length);
  }

  private Cuts() {}

  /** All of it: what waits is decoded too. */
  static Feed all(LiveOpus opus) {
    return (bytes, offset, length) -> {
      opus.feed(bytes, offset, length);
      rest(opus);
    };
  }

  static void rest(LiveOpus opus) {
    while (opus.isBehind()) {
      opus.catchUp();
    }
  }

  static void feed(byte[] bytes, long seed, Feed feed) {
    var random = new Random(seed);
    int longest = 1 << random.nextInt(16);
    int at = 0;
    while (at < bytes.length) {
      int length = Math.min(bytes.length - at, 1 + random.nextInt(longest));
      feed.feed(bytes, at, length);
      at += length;
    }
  }
}
