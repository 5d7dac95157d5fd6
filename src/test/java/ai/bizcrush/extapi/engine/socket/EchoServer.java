package ai.bizcrush.extapi.engine.socket;

import java.io.IOException;

/** Says back what it hears; some texts are orders. */
final class EchoServer extends ScriptedSocketServer {

  EchoServer() {}

  EchoServer(TestCertificate certificate) {
    super(certificate);
  }

  @Override
  protected SocketScript script(UpgradeRequest request, ScriptedSocket socket) {
    return new SocketScript() {
      @Override
      public void text(String message) throws IOException {
        switch (message) {
          case "fragments" -> socket.fragments("eins ", "zwei ", "drei");
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
    };
  }
}
