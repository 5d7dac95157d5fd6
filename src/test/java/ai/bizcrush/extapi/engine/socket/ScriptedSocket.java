package ai.bizcrush.extapi.engine.socket;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * The server's end of a WebSocket, strict about what comes in. Any thread may write; a write blocks
 * while the client does not read.
 */
public final class ScriptedSocket {

  private static final int LONGEST_MESSAGE = 1 << 20;

  private final Socket connection;
  private final DataInputStream in;
  private final OutputStream out;
  private final SocketFault fault;
  private final Consumer<String> complaints;
  private int lastKey;
  private final AtomicLong audio = new AtomicLong();
  private final AtomicLong frames = new AtomicLong();
  private final AtomicLong pongs = new AtomicLong();
  private final AtomicLong pings = new AtomicLong();
  private final CountDownLatch reading = new CountDownLatch(1);
  private volatile boolean deaf;
  private volatile boolean mute;
  private volatile boolean faulty;
  private boolean closed;
  private final UnaryOperator<String> spoiling;

  ScriptedSocket(
      Socket connection,
      DataInputStream in,
      SocketFault fault,
      UnaryOperator<String> spoiling,
      Consumer<String> complaints)
      throws IOException {
    this.connection = connection;
    this.in = in;
    this.out = connection.getOutputStream();
    this.fault = fault;
    this.spoiling = spoiling;
    this.complaints = complaints;
  }

  /** Bytes of audio that the vendor has heard here. */
  public long audio() {
    return audio.get();
  }

  /** Data frames that came in. */
  public long frames() {
    return frames.get();
  }

  public long pongs() {
    return pongs.get();
  }

  public long pings() {
    return pings.get();
  }

  /** The vendor has heard audio: 16 kHz, 16 bit, whatever it was wrapped into. */
  public void heard(long bytes) throws IOException {
    act(audio.addAndGet(bytes));
  }

  private void act(long heard) throws IOException {
    if (!faulty && heard >= fault.audio()) {
      faulty = true;
      fault.then().on(this);
    }
  }

  public void text(String message) throws IOException {
    write(0x81, spoiling.apply(message).getBytes(StandardCharsets.UTF_8));
  }

  public void binary(byte[] message) throws IOException {
    write(0x82, message);
  }

  /** A text message in as many frames as it has parts. */
  public void fragments(String... parts) throws IOException {
    for (int i = 0; i < parts.length; i++) {
      int opcode = (i == 0 ? 1 : 0) | (i == parts.length - 1 ? 0x80 : 0);
      write(opcode, parts[i].getBytes(StandardCharsets.UTF_8));
    }
  }

  public void ping() throws IOException {
    write(0x89, new byte[] {1, 2, 3});
  }

  public void close(int code, String reason) throws IOException {
    byte[] text = reason.getBytes(StandardCharsets.UTF_8);
    write(0x88, ByteBuffer.allocate(2 + text.length).putShort((short) code).put(text).array());
    synchronized (this) {
      closed = true;
    }
  }

  private void write(int first, byte[] payload) throws IOException {
    var frame = ByteBuffer.allocate(10 + payload.length).put((byte) first);
    if (payload.length < 126) {
      frame.put((byte) payload.length);
    } else if (payload.length <= 0xFFFF) {
      frame.put((byte) 126).putShort((short) payload.length);
    } else {
      frame.put((byte) 127).putLong(payload.length);
    }
    frame.put(payload).flip();
    raw(frame.array(), frame.limit());
  }

  /** Bytes as they are. */
  public void raw(byte... bytes) throws IOException {
    raw(bytes, bytes.length);
  }

  private synchronized void raw(byte[] bytes, int length) throws IOException {
    if (!mute && !closed) {
      out.write(bytes, 0, length);
      out.flush();
    }
  }

  /** Writes nothing any more, and reads on. */
  public void mute() {
    mute = true;
  }

  /** Reads nothing any more, and may write. */
  public void stopReading() {
    deaf = true;
  }

  /** Reads again. */
  public void readAgain() {
    deaf = false;
    reading.countDown();
  }

  /** Ends the connection in good order, without a close frame. */
  public void cut() throws IOException {
    connection.close();
  }

  public void reset() throws IOException {
    connection.setSoLinger(true, 0);
    connection.close();
  }

  /** Waits for the client to hang up. */
  public void awaitEnd() throws IOException {
    in.transferTo(OutputStream.nullOutputStream());
  }

  /** Serves the conversation until either side ends it. */
  void serve(SocketScript script) throws IOException, InterruptedException {
    act(0);
    script.opened();
    while (true) {
      if (deaf) {
        reading.await();
      }
      int first;
      try {
        first = in.readUnsignedByte();
      } catch (EOFException | SocketException e) {
        return;
      }
      byte[] payload = payload();
      if (!take(first, payload, script)) {
        return;
      }
    }
  }

  private boolean take(int first, byte[] payload, SocketScript script) throws IOException {
    switch (first) {
      case 0x81 -> {
        frames.incrementAndGet();
        script.text(utf8(payload));
      }
      case 0x82 -> {
        frames.incrementAndGet();
        script.binary(payload);
      }
      case 0x88 -> {
        script.closing(this, payload.length < 2 ? 1005 : ByteBuffer.wrap(payload).getShort());
        return false;
      }
      case 0x89 -> {
        pings.incrementAndGet();
        write(0x8A, payload);
      }
      case 0x8A -> pongs.incrementAndGet();
      default -> throw complain("a frame that begins with " + first);
    }
    return true;
  }

  private byte[] payload() throws IOException {
    int second = in.readUnsignedByte();
    if ((second & 0x80) == 0) {
      throw complain("a frame without a mask");
    }
    long length = second & 0x7F;
    if (length == 126) {
      length = in.readUnsignedShort();
      requireShortest(length > 125);
    } else if (length == 127) {
      length = in.readLong();
      requireShortest(length > 0xFFFF);
    }
    if (length > LONGEST_MESSAGE) {
      throw complain("a long message");
    }
    int key = in.readInt();
    if (key == lastKey) {
      throw complain("a mask used twice, or none");
    }
    lastKey = key;
    byte[] payload = in.readNBytes((int) length);
    for (int i = 0; i < payload.length; i++) {
      payload[i] ^= (byte) (key >> (24 - 8 * (i & 3)));
    }
    return payload;
  }

  private void requireShortest(boolean shortest) throws IOException {
    if (!shortest) {
      throw complain("a length that is longer than it needs to be");
    }
  }

  private String utf8(byte[] bytes) throws IOException {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw complain("a text that is not UTF-8");
    }
  }

  private IOException complain(String about) throws IOException {
    complaints.accept(about);
    close(1002, about);
    return new IOException(about);
  }
}
