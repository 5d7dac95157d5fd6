package ai.bizcrush.extapi.web.body;

import ai.bizcrush.extapi.shared.ApiException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Fails with 413 at the first byte over a limit. */
final class LimitedInputStream extends FilterInputStream {

  private long left;

  LimitedInputStream(InputStream in, long limit) {
    super(in);
    this.left = limit;
  }

  @Override
  public int read() throws IOException {
    int b = super.read();
    if (b >= 0) {
      count(1);
    }
    return b;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    int n = super.read(target, offset, length);
    if (n > 0) {
      count(n);
    }
    return n;
  }

  @Override
  public boolean markSupported() {
    return false;
  }

  private void count(int n) {
    left -= n;
    if (left < 0) {
      throw ApiException.tooLarge("Payload too large");
    }
  }
}
