package headroom.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import headroom.cli.command.Verbs;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The default build has no cluster, and says how to get one before it does anything. */
class ClusterOptionTest {
  @TempDir private Path directory;

  @Test
  void theDefaultBuildSaysHowToBuildIt() throws IOException {
    assertThat(sweep("--cluster", "local[*]"))
        .startsWith("headroom: --cluster needs a part that the default build leaves out")
        .contains("./mvnw -Pquick,cluster -pl cluster -am package", "docs/cluster.md");
  }

  @Test
  void threadsOfOtherMachinesAreNotOurs() throws IOException {
    assertThat(sweep("--cluster", "local[*]", "--threads", "2"))
        .startsWith("headroom: --threads says nothing of other machines");
  }

  private String sweep(String... more) throws IOException {
    Path file = directory.resolve("case.yaml");
    Files.writeString(
        file,
        """
        name: case
        machine: {cores: 1}
        arrivals: poisson(10/s)
        server: {workers: 2}
        steps: [{io: 50ms}]
        run: {duration: 1s, warmup: 0s, replications: 2}
        """,
        UTF_8);
    Path out = directory.resolve("out");
    List<String> arguments = new ArrayList<>(List.of("sweep", file.toString()));
    arguments.addAll(List.of("--set", "server.workers=1,2", "--no-report", "--out"));
    arguments.add(out.toString());
    arguments.addAll(List.of(more));
    StringWriter err = new StringWriter();
    PrintWriter nowhere = new PrintWriter(new StringWriter());
    int status =
        Verbs.commandLine(nowhere, new PrintWriter(err, true))
            .execute(arguments.toArray(String[]::new));
    assertThat(status).isEqualTo(ExitStatus.BAD_USAGE.code());
    assertThat(out).doesNotExist();
    return err.toString();
  }
}
