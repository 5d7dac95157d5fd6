package ai.bizcrush.extapi.transcription.live.socket;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.util.Arrays;

/** A client that sends any bytes, right or wrong, and sees every frame that comes back. */
public final class RawClient implements AutoCloseable {

  public static final int CONTINUATION = 0;
  public static final int TEXT = 1;
  public static final int BINARY = 2;
  public static final int CLOSE = 8;
  public static final int PING = 9;
  public static final int PONG = 10;

  /** As RFC 6455 writes it, 1.3; the answer to it is known. */
  static final String KEY = "dGhlIHNhbXBsZSBub25jZQ==";

  static final String ACCEPT = "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=";

  private static final byte[] MASK = {0x37, (byte) 0xfa, 0x21, 0x3d};

  final Socket socket;
  private final DataInputStream in;
  private final OutputStream out;
  private boolean answersPings = true;

  /** A frame of the server's. */
  public record Frame(int opcode, byte[] payload) {

    public String text() {
      return new String(payload, UTF_8);
    }

    int code() {
      return (payload[0] & 0xff) << 8 | payload[1] & 0xff;
    }

    /** {@code 1008 Invalid API key}, of a close frame. */
    public String close() {
      return opcode != CLOSE
          ? "not a close frame but " + opcode + " " + text()
          : code() + " " + new String(payload, 2, payload.length - 2, UTF_8);
    }
  }

  RawClient(int port) throws IOException {
    this(port, 0);
  }

  /** With a receive buffer of this size, 0 for the usual one. */
  public RawClient(int port, int receiveBuffer) throws IOException {
    socket = new Socket();
    if (receiveBuffer > 0) {
      socket.setReceiveBufferSize(receiveBuffer);
    }
    socket.connect(new InetSocketAddress("127.0.0.1", port));
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(20_000);
    in = new DataInputStream(new BufferedInputStream(socket.getInputStream(), 16 * 1024));
    out = socket.getOutputStream();
  }

  /** A stream that is open, its handshake answered. */
  static RawClient open(int port, String query) throws IOException {
    var client = new RawClient(port);
    client.write(handshake("/v1/stt/stream?" + query).getBytes(ISO_8859_1));
    client.readHandshake();
    return client;
  }

  public static String handshake(String target, String... headers) {
    return "GET "
        + target
        + " HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: "
        + KEY
        + "\r\n"
        + String.join("", Arrays.stream(headers).map(h -> h + "\r\n").toList())
        + "\r\n";
  }

  /** Whether pings are answered while reading; they are at first. */
  RawClient answersPings(boolean answers) {
    answersPings = answers;
    return this;
  }

  /** The head of a reply that must be 101. */
  public String readHandshake() throws IOException {
    String head = readHead();
    if (!head.startsWith("HTTP/1.1 101 ")) {
      throw new IOException("not taken: " + head);
    }
    return head;
  }

  /** The head of a reply. */
  String readHead() throws IOException {
    var head = new StringBuilder();
    while (head.length() < 4 || !head.substring(head.length() - 4).equals("\r\n\r\n")) {
      head.append((char) in.readUnsignedByte());
    }
    return head.toString();
  }

  /** Reads the body of a reply. */
  String readBody(int length) throws IOException {
    return new String(in.readNBytes(length), UTF_8);
  }

  public void write(byte[] bytes) throws IOException {
    out.write(bytes);
    out.flush();
  }

  public void text(String text) throws IOException {
    write(frame(TEXT, text.getBytes(UTF_8)));
  }

  public void binary(byte[] bytes) throws IOException {
    write(frame(BINARY, bytes));
  }

  void close(int code) throws IOException {
    write(frame(CLOSE, new byte[] {(byte) (code >> 8), (byte) code}));
  }

  /** A final, masked frame. */
  public static byte[] frame(int opcode, byte[] payload) {
    return frame(0x80 | opcode, true, payload);
  }

  /**
   * Any frame.
   *
   * @param first the first byte: final, reserved bits, opcode
   */
  static byte[] frame(int first, boolean masked, byte[] payload) {
    var bytes = new ByteArrayOutputStream(payload.length + 14);
    int mask = masked ? 0x80 : 0;
    bytes.write(first);
    if (payload.length < 126) {
      bytes.write(mask | payload.length);
    } else if (payload.length < 1 << 16) {
      bytes.write(mask | 126);
      bytes.write(payload.length >> 8);
      bytes.write(payload.length);
    } else {
      bytes.write(mask | 127);
      for (int shift = 56; shift >= 0; shift -= 8) {
        bytes.write((int) ((long) payload.length >> shift));
      }
    }
    if (masked) {
      bytes.writeBytes(MASK);
    }
    for (int i = 0; i < payload.length; i++) {
      bytes.write(masked ? payload[i] ^ MASK[i & 3] : payload[i]);
    }
    return bytes.toByteArray();
  }

  /** The next frame; pings are not shown. */
  public Frame read() throws IOException {
    Frame frame = readAny();
    while (frame.opcode == PING) {
      if (answersPings) {
        write(frame(PONG, frame.payload));
      }
      frame = readAny();
    }
    return frame;
  }

  /** The next frame, whatever it is. */
  Frame readAny() throws IOException {
    int opcode = in.readUnsignedByte() & 0xf;
    long length = in.readUnsignedByte();
    if (length == 126) {
      length = in.readUnsignedShort();
    } else if (length == 127) {
      length = in.readLong();
    }
    var payload = new byte[(int) length];
    in.readFully(payload);
    return new Frame(opcode, payload);
  }

  /** Reads to the close frame, answers it, and sees the server end the connection. */
  String readClose() throws IOException {
    Frame frame = read();
    while (frame.opcode != CLOSE) {
      frame = read();
    }
    write(frame(CLOSE, frame.payload));
    if (!isEnded()) {
      throw new IOException("the server does not end the connection");
    }
    return frame.close();
  }

  /** Whether nothing comes any more; waits for it. */
  boolean isEnded() throws IOException {
    try {
      in.readUnsignedByte();
      return false;
    } catch (EOFException | SocketException e) {
      return true;
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
