package ai.bizcrush.extapi.engine.socket;

import java.nio.ByteBuffer;
import java.security.SecureRandom;

/**
 * Masking keys that nobody can foresee (RFC 6455, 5.3 and 10.3), drawn in batches. For one thread.
 */
final class MaskKeys {

  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int BATCH = 32;

  private final ByteBuffer keys = ByteBuffer.allocate(BATCH * Integer.BYTES).flip();

  int next() {
    if (!keys.hasRemaining()) {
      RANDOM.nextBytes(keys.array());
      keys.clear();
    }
    return keys.getInt();
  }
}
