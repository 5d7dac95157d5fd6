package ai.bizcrush.extapi.transcription.live.session;

import static org.assertj.core.api.Assertions.assertThat;

import ai.bizcrush.extapi.transcription.live.DiskBudget;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Random;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AudioRingTests {

  private static final int BLOCK = 1000;

  @TempDir private Path folder;
  private final ArrayDeque<Runnable> disk = new ArrayDeque<>();
  private final Executor loop = Runnable::run;
  private RingStore store;

  @BeforeEach
  void open() {
    store = store(4 * BLOCK, 100 * BLOCK);
  }

  private RingStore store(long memory, long onDisk) {
    return new RingStore(BLOCK, memory, new DiskBudget(onDisk), folder.resolve("rings"), disk::add);
  }

  @AfterEach
  void close() throws Exception {
    store.close();
    assertThat(Files.exists(folder.resolve("rings"))).isFalse();
  }

  private void settleDisk() {
    for (Runnable work = disk.poll(); work != null; work = disk.poll()) {
      work.run();
    }
  }

  private static byte[] noise(int seed, int bytes) {
    byte[] noise = new byte[bytes];
    new Random(seed).nextBytes(noise);
    return noise;
  }

  /** Reads a stretch, as often as it takes to come back from disk. */
  private byte[] read(AudioRing ring, long from, long to) {
    var out = new ByteArrayOutputStream();
    long at = from;
    for (int tries = 0; at < to && tries < 1000; tries++) {
      at = ring.read(at, to, out::write);
      settleDisk();
    }
    return out.toByteArray();
  }

  @Test
  void givesBackWhatItWasGivenWhateverTheSizes() {
    var ring = new AudioRing(store, loop, 0);
    byte[] audio = noise(1, 20_000);
    var random = new Random(2);

    for (int at = 0; at < audio.length; ) {
      int step = Math.min(audio.length - at, 2 * (1 + random.nextInt(700)));
      ring.append(audio, at, step);
      at += step;
      settleDisk();
    }

    assertThat(ring.end()).isEqualTo(10_000);
    assertThat(read(ring, 0, 10_000)).isEqualTo(audio);
    assertThat(store.memoryUsed()).isLessThanOrEqualTo(20 * BLOCK);
    ring.close();
    settleDisk();
    assertThat(store.memoryUsed()).isZero();
    assertThat(store.diskUsed()).isZero();
  }

  @Test
  void pastItsBudgetMemoryStaysBounded() {
    var ring = new AudioRing(store, loop, 0);

    for (int i = 0; i < 60; i++) {
      ring.append(noise(i, BLOCK), 0, BLOCK);
      settleDisk();
    }

    assertThat(store.memoryUsed()).isLessThanOrEqualTo(6 * BLOCK);
    assertThat(store.diskUsed()).isGreaterThan(50 * BLOCK);
    assertThat(store.isFull()).isFalse();
    ring.close();
  }

  @Test
  void isFullWhenNeitherMemoryNorDiskHasRoom() {
    store = store(2 * BLOCK, 3 * BLOCK);
    var ring = new AudioRing(store, loop, 0);

    for (int i = 0; i < 10; i++) {
      ring.append(noise(i, BLOCK), 0, BLOCK);
      settleDisk();
    }

    assertThat(store.isFull()).isTrue();
    assertThat(read(ring, 0, 10 * BLOCK / 2)).hasSize(10 * BLOCK);
    ring.close();
    settleDisk();
    assertThat(store.isFull()).isFalse();
  }

  @Test
  void aDiskThatFailsIsRoomThatIsNotThere() {
    store =
        new RingStore(
            BLOCK,
            BLOCK,
            new DiskBudget(100 * BLOCK),
            folder.resolve("missing").resolve("r"),
            disk::add);
    var ring = new AudioRing(store, loop, 0);

    for (int i = 0; i < 5; i++) {
      ring.append(noise(i, BLOCK), 0, BLOCK);
      settleDisk();
    }

    assertThat(store.isFull()).isTrue();
    assertThat(read(ring, 0, 5 * BLOCK / 2)).hasSize(5 * BLOCK);
    ring.close();
  }

  @Test
  void audioThatTheDiskDoesNotGiveBackIsTold() throws Exception {
    var ring = new AudioRing(store, loop, 0);
    for (int i = 0; i < 10; i++) {
      ring.append(noise(i, BLOCK), 0, BLOCK);
      settleDisk();
    }
    store.close(); // what a disk does that is gone

    assertThat(ring.isBroken()).isFalse();
    assertThat(read(ring, 0, 10 * BLOCK / 2)).isEmpty();
    assertThat(ring.isBroken()).isTrue();
    ring.close();
    settleDisk();
    assertThat(store.diskUsed()).isZero();
  }

  @Test
  void aDiskThatHangsLeavesMemoryBounded() {
    store = store(16 * BLOCK, 1000 * BLOCK);
    var ring = new AudioRing(store, loop, 0);

    int blocks = 0;
    while (!store.isFull() && blocks < 100) {
      ring.append(noise(blocks++, BLOCK), 0, BLOCK);
    }

    assertThat(store.memoryUsed()).isLessThanOrEqualTo(17 * BLOCK);
    settleDisk();
    assertThat(store.isFull()).isFalse();
    ring.close();
    settleDisk();
  }

  @Test
  void theDiskIsSharedWithWhatWaitsToBeHeardAfterwards() {
    var budget = new DiskBudget(10 * BLOCK);
    store = new RingStore(BLOCK, 2 * BLOCK, budget, folder.resolve("rings"), disk::add);
    var ring = new AudioRing(store, loop, 0);
    budget.hold(10 * BLOCK);

    for (int i = 0; i < 3; i++) {
      ring.append(noise(i, BLOCK), 0, BLOCK);
      settleDisk();
    }

    assertThat(store.isFull()).isTrue();
    budget.release(10 * BLOCK);
    ring.relieve();
    settleDisk();
    assertThat(store.isFull()).isFalse();
    ring.close();
    settleDisk();
    assertThat(budget.used()).isZero();
  }

  @Test
  void forgetsWhatIsTrimmed() {
    var ring = new AudioRing(store, loop, 0);
    byte[] audio = noise(3, 3 * BLOCK);
    ring.append(audio, 0, audio.length);

    ring.trimTo(700);

    assertThat(ring.start()).isEqualTo(700);
    assertThat(store.memoryUsed()).isEqualTo(2 * BLOCK);
    assertThat(read(ring, 700, 1500)).isEqualTo(java.util.Arrays.copyOfRange(audio, 1400, 3000));
    ring.close();
  }

  @Test
  void goesOnAfterEverythingWasTrimmed() {
    var ring = new AudioRing(store, loop, 500);
    ring.append(noise(4, 300), 0, 300);
    ring.trimTo(ring.end());
    byte[] more = noise(5, 2 * BLOCK);

    ring.append(more, 0, more.length);

    assertThat(read(ring, 650, ring.end())).isEqualTo(more);
    ring.close();
    assertThat(store.memoryUsed()).isZero();
  }

  @Test
  void aPinnedStretchOutlivesItsRing() {
    var ring = new AudioRing(store, loop, 0);
    byte[] audio = noise(6, 12 * BLOCK);
    for (int at = 0; at < audio.length; at += BLOCK) {
      ring.append(audio, at, BLOCK);
      settleDisk();
    }
    RingStretch stretch = ring.pin(250, 5750);

    ring.close();
    settleDisk();
    var copy = new ByteArrayOutputStream();
    boolean whole = stretch.copyTo(copy::write);

    assertThat(whole).isTrue();
    assertThat(copy.toByteArray()).isEqualTo(java.util.Arrays.copyOfRange(audio, 500, 11_500));
    stretch.close();
    settleDisk();
    assertThat(store.memoryUsed()).isZero();
    assertThat(store.diskUsed()).isZero();
  }
}
