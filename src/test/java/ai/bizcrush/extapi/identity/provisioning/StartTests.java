package ai.bizcrush.extapi.identity.provisioning;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.bizcrush.extapi.database.TestDatabase;
import ai.bizcrush.extapi.identity.Replica;
import ai.bizcrush.extapi.identity.Users;
import ai.bizcrush.extapi.identity.keys.ApiKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.reactor.netty.NettyReactiveWebServerFactory;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.web.server.WebServer;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.http.server.reactive.HttpHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.crypto.password.PasswordEncoder;

/** The start of the module as Spring Boot runs it, and what the operator gets to see of it. */
@ExtendWith(OutputCaptureExtension.class)
class StartTests {

  private static final Pattern PASSWORD = Pattern.compile("password: (\\S{22})\n");
  private static final Pattern KEY = Pattern.compile("\nKEY=(sk-prod-\\S{43})\n");

  private final TestDatabase database = TestDatabase.create();

  @TempDir Path directory;

  @Test
  void theFirstStartShowsADemoUserOnceThatCanBeUsed(CapturedOutput output) throws IOException {
    start().close();

    String shown = output.getOut();
    assertThat(shown)
        .containsOnlyOnce("email:    demo@localhost")
        .contains("BASE=http://localhost:8080\n")
        .contains(
            "\ncurl -H \"Content-Type: audio/wav\" --data-binary @samples/hello.wav"
                + " \"$BASE/v1/stt?api_key=$KEY\"\n");
    String password = find(PASSWORD, shown);
    String key = find(KEY, shown);
    assertThat(shown).containsOnlyOnce(password).containsOnlyOnce(key);
    assertThat(shown).contains(Files.readString(firstRun()));
    try (var context = start()) {
      assertThat(context.getBean(ApiKeys.class).ownerOf(key)).isPresent();
      String hash =
          context
              .getBean(JdbcClient.class)
              .sql("select password_hash from app_user")
              .query(String.class)
              .single();
      assertThat(context.getBean(PasswordEncoder.class).matches(password, hash)).isTrue();
    }
    assertThat(output.getOut().substring(shown.length())).doesNotContain("demo", key, password);
  }

  @Test
  void theFileIsItsOwnersAloneAndTheOnlyOne() throws IOException {
    start().close();

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(firstRun())))
        .isEqualTo("rw-------");
    try (Stream<Path> files = Files.list(directory.resolve("data"))) {
      assertThat(files).containsExactly(firstRun());
    }
  }

  @Test
  void everyLineOfTheBlockIsAShellCommandOrAComment(CapturedOutput output) {
    start("extapi.api.public-url=https://api.example.org/").close();

    String block = output.getOut().substring(output.getOut().indexOf("# ---"));
    assertThat(block.lines().filter(line -> !line.startsWith("#")).toList())
        .hasSizeGreaterThanOrEqualTo(3)
        .startsWith("BASE=https://api.example.org");
  }

  @Test
  void theKeyIsInTheFileBeforeTheUserExists() throws IOException {
    Files.writeString(directory.resolve("data"), "not a directory");

    assertThatThrownBy(this::start).isNotNull();

    assertThat(jdbc().sql("select count(*) from app_user").query(Integer.class).single()).isZero();
    Files.delete(directory.resolve("data"));
    start().close();
    assertThat(firstRun()).exists();
  }

  @Test
  void whereSomebodyExistsThereIsNoDemoUser(CapturedOutput output) {
    try (var context = start("extapi.provisioning.users[0].email=ann@example.org")) {
      assertThat(context.getBean(Users.class).isEmpty()).isFalse();
    }

    assertThat(firstRun()).doesNotExist();
    assertThat(output).doesNotContain("demo@localhost");
  }

  @Test
  void aConfiguredDatabaseGetsNoDemoUser() {
    try (var context = start("spring.datasource.url=" + database.url())) {
      assertThat(context.getBean(Users.class).isEmpty()).isTrue();
    }

    assertThat(firstRun()).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "extapi.provisioning.users[0].email=top-secret",
        "extapi.provisioning.users[1].password=top-secret",
        "extapi.provisioning.users[2].password=top-secret",
        "extapi.provisioning.users=top-secret",
        "extapi.provisioning.users[0].password-hash=top-secret",
        "extapi.provisioning.users[0].api-keys=top-secret",
        "extapi.provisioning.users[0].api-keys[0]=top-secret",
        "extapi.provisioning.users[0].api-keys[0].key=top-secret",
        "extapi.provisioning.users[0].api-keys[1].key=top-secret",
      })
  void aFailedStartNamesThePropertyAndPrintsNoSecret(String property, CapturedOutput output) {
    String[] properties =
        property.contains("email")
            ? new String[] {property}
            : new String[] {property, "extapi.provisioning.users[0].email=ann@example.org"};

    assertThatThrownBy(() -> start(properties))
        .hasStackTraceContaining("extapi.provisioning.users");

    assertThat(output)
        .contains("APPLICATION FAILED TO START")
        .contains("The setting extapi.provisioning.users")
        .doesNotContain("top-secret");
  }

  @Test
  void thePortInTheBlockIsTheOneThatIsListenedOn(CapturedOutput output) throws IOException {
    var application = application().sources(Server.class).web(WebApplicationType.REACTIVE);

    try (var context = application.run("--extapi.data-dir=" + directory, "--server.port=0")) {
      WebServer server = ((WebServerApplicationContext) context).getWebServer();
      int port = requireNonNull(server).getPort();
      assertThat(port).isPositive();
      assertThat(output).contains("BASE=http://localhost:%d\n".formatted(port));
      assertThat(output).contains(Files.readString(directory.resolve("first-run.txt")));
    }
  }

  /** The least that listens. */
  static class Server {

    @Bean
    NettyReactiveWebServerFactory webServer() {
      return new NettyReactiveWebServerFactory(0);
    }

    @Bean
    HttpHandler handler() {
      return (request, response) -> response.setComplete();
    }
  }

  private SpringApplicationBuilder application() {
    return new SpringApplicationBuilder(Replica.Wiring.class)
        .web(WebApplicationType.NONE)
        .initializers(
            context ->
                ((GenericApplicationContext) context)
                    .registerBean(DataSource.class, database::dataSource))
        .properties("spring.config.name=none");
  }

  private ConfigurableApplicationContext start(String... properties) {
    List<String> arguments = new ArrayList<>();
    arguments.add("--extapi.data-dir=" + directory.resolve("data"));
    Stream.of(properties).map(property -> "--" + property).forEach(arguments::add);
    return application().run(arguments.toArray(String[]::new));
  }

  private JdbcClient jdbc() {
    return JdbcClient.create(database.dataSource());
  }

  private Path firstRun() {
    return directory.resolve("data/first-run.txt");
  }

  private static String find(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    assertThat(matcher.find()).isTrue();
    return matcher.group(1);
  }
}
