package ai.bizcrush.extapi.engine.socket;

import java.io.IOException;

/** Says back what it hears; some texts are orders. */
final class EchoServer extends ScriptedSocketServer {

  private volatile boolean keepsOpen;

  EchoServer() {}

  EchoServer(TestCertificate certificate) {
    super(certificate);
  }

  /** From now on, a close is not answered. */
  void keepOpen() {
    keepsOpen = true;
  }

  @Override
  protected SocketScript script(UpgradeRequest request, ScriptedSocket socket) {
    return new SocketScript() {
      @Override
      public void text(String message) throws IOException {
        switch (message) {
          case "fragments" -> socket.fragments("eins ", "zwei ", "drei");
          case "long fragments" -> socket.fragments("x".repeat(40_000), "x".repeat(40_000), "x");
          case "half a message" -> {
            socket.raw((byte) 1, (byte) 1, (byte) 'x');
            socket.cut();
          }
          case "ping" -> socket.ping();
          case "quit" -> socket.close(4321, "enough");
          case "quit without a code" -> socket.raw((byte) 0x88, (byte) 0);
          case "reserved bits" -> socket.raw((byte) 0xF1, (byte) 1, (byte) 'x');
          case "two" -> {
            byte[] both = {(byte) 0x81, 1, 'a', (byte) 0x81, 1, 'b'};
            socket.raw(both);
          }
          case "cut" -> socket.cut();
          case "reset" -> socket.reset();
          default -> socket.text(message);
        }
      }

      @Override
      public void binary(byte[] message) throws IOException {
        socket.heard(message.length);
        socket.binary(message);
      }

      @Override
      public void closing(ScriptedSocket closed, int code) throws IOException {
        if (keepsOpen) {
          closed.awaitEnd();
        }
        closed.close(code, "");
      }
    };
  }
}
