package headroom.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import headroom.cli.command.Verbs;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PipedReader;
import java.io.PipedWriter;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code headroom serve}, as a command. */
class ServeTest {
  @TempDir private Path directory;
  private final StringWriter err = new StringWriter();

  @BeforeEach
  void prepare() throws IOException {
    Files.writeString(
        directory.resolve("a b.yaml"),
        """
        name: small
        machine: {cores: 2}
        arrivals: poisson(100/s)
        server: {workers: 4}
        steps: [{cpu: exponential(2ms)}]
        run: {duration: 2s, warmup: 200ms, replications: 2, seed: 1}
        """,
        UTF_8);
  }

  private String[] serve(String... more) {
    String file = directory.resolve("a b.yaml").toString();
    return Stream.concat(Stream.of("serve", file), Stream.of(more)).toArray(String[]::new);
  }

  @Test
  void itServesUntilItIsInterruptedAndWritesNothing() throws Exception {
    PipedReader reader = new PipedReader();
    PrintWriter out = new PrintWriter(new PipedWriter(reader), true);
    String[] words = serve("--seed", "7", "--load", "150%");
    CompletableFuture<Integer> status = new CompletableFuture<>();
    Thread verb =
        new Thread(() -> status.complete(Verbs.run(words, out, new PrintWriter(err, true))));
    verb.start();
    URI page = URI.create(new BufferedReader(reader).readLine());
    assertThat(page.toString()).matches("http://127\\.0\\.0\\.1:[0-9]+/");
    HttpClient client = HttpClient.newHttpClient();
    HttpRequest request =
        HttpRequest.newBuilder(page.resolve("/look"))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString("{\"server.workers\":\"2\"}"))
            .build();
    HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body())
        .contains("headroom run '" + directory)
        .contains("a b.yaml' --load 150% --seed 7 --set server.workers=2")
        .contains("headroom compare '");
    verb.interrupt();
    assertThat(status.get()).isEqualTo(ExitStatus.INTERRUPTED.code());
    assertThat(err.toString())
        .isEqualTo("headroom: Ctrl-C ends it\nheadroom: interrupted, nothing was written\n");
    assertThatThrownBy(() -> client.send(request, HttpResponse.BodyHandlers.ofString()))
        .isInstanceOf(ConnectException.class);
    try (Stream<Path> files = Files.list(directory)) {
      assertThat(files).hasSize(1);
    }
  }

  private int status(String... words) {
    PrintWriter nowhere = new PrintWriter(new StringWriter());
    return Verbs.run(words, nowhere, new PrintWriter(err, true));
  }

  @Test
  void aPortInUseIsSaid() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = String.valueOf(taken.getLocalPort());
      assertThat(status(serve("--port", port))).isEqualTo(ExitStatus.BAD_USAGE.code());
      assertThat(err.toString())
          .startsWith(
              "headroom: --port " + port + ": cannot be listened on (address already in use")
          .endsWith("name another, or leave it out for a free one\n");
    }
  }

  @Test
  void mistakesEndItBeforeItServes() {
    assertThat(status(serve("--port", "70000"))).isEqualTo(ExitStatus.BAD_USAGE.code());
    assertThat(err.toString()).contains("--port 70000: expected a number from 1 to 65535");
    assertThat(status(serve("--set", "server.workers=0"))).isEqualTo(ExitStatus.BAD_USAGE.code());
    assertThat(err.toString()).contains("\"workers\" is 0; expected", "1 problem, nothing was run");
    assertThat(status(serve("--threads", "0"))).isEqualTo(ExitStatus.BAD_USAGE.code());
    assertThat(err.toString()).contains("--threads 0: expected a number from 1");
  }
}
