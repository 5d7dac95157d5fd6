package ai.bizcrush.extapi.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;

class WavHeaderTests {

  @Test
  void itTellsBothSizes() {
    ByteBuffer header = ByteBuffer.wrap(WavHeader.of(1000)).order(ByteOrder.LITTLE_ENDIAN);

    assertThat(header.capacity()).isEqualTo(WavHeader.SIZE);
    assertThat(header.getInt(4)).isEqualTo(2000 + 36);
    assertThat(header.getInt(40)).isEqualTo(2000);
  }

  @Test
  void itTellsSizesPastTwoGibibytesUnsigned() {
    long samples = WavHeader.MOST_SAMPLES;

    ByteBuffer header = ByteBuffer.wrap(WavHeader.of(samples)).order(ByteOrder.LITTLE_ENDIAN);

    assertThat(Integer.toUnsignedLong(header.getInt(40))).isEqualTo(samples * 2);
    assertThat(Integer.toUnsignedLong(header.getInt(4))).isEqualTo(samples * 2 + 36);
  }

  @Test
  void whatDoesNotFitIsRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> WavHeader.of(-1));
    assertThatIllegalArgumentException().isThrownBy(() -> WavHeader.of(WavHeader.MOST_SAMPLES + 1));
  }
}
