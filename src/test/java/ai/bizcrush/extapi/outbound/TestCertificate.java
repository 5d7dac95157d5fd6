package ai.bizcrush.extapi.outbound;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.apache.hc.core5.ssl.SSLContexts;

/** A self-signed certificate, made on the spot, for a server and for clients that trust it. */
record TestCertificate(SSLContext server, SSLContext client) {

  private static final String PASSWORD = "changeit";

  static TestCertificate of(Path directory, String alternativeNames) throws Exception {
    Path file = directory.resolve("certificate.p12");
    keytool(
        "-genkeypair",
        "-alias",
        "server",
        "-keyalg",
        "EC",
        "-dname",
        "CN=ignored.example",
        "-ext",
        "san=" + alternativeNames,
        "-validity",
        "2",
        "-keystore",
        file.toString(),
        "-storetype",
        "PKCS12",
        "-storepass",
        PASSWORD);
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      keys.load(in, PASSWORD.toCharArray());
    }
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry("server", keys.getCertificate("server"));
    return new TestCertificate(
        SSLContexts.custom().loadKeyMaterial(keys, PASSWORD.toCharArray()).build(),
        SSLContexts.custom().loadTrustMaterial(trusted, null).build());
  }

  private static void keytool(String... arguments) throws IOException, InterruptedException {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), Charset.defaultCharset());
    if (process.waitFor() != 0) {
      throw new IOException(output);
    }
  }
}
