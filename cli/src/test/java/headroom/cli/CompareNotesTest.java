package headroom.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import headroom.cli.command.Verbs;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A comparison says beforehand, as a run does, what the load is too much for. */
class CompareNotesTest {
  @TempDir private Path directory;

  @Test
  void eachSideHasItsNotes() throws IOException {
    String file = directory.resolve("case.yaml").toString();
    Files.writeString(
        Path.of(file),
        """
        name: case
        machine: {cores: 4}
        runtime: {gomaxprocs: 8}
        arrivals: poisson(100/s)
        server: {workers: 2}
        steps: [{io: 50ms}]
        run: {duration: 1s, warmup: 0s, replications: 2}
        """,
        UTF_8);
    StringWriter err = new StringWriter();
    Verbs.commandLine(new PrintWriter(new StringWriter()), new PrintWriter(err, true))
        .execute(
            "compare",
            file,
            "--set",
            "server.workers=8",
            "--replications",
            "2",
            "--no-report",
            "--out",
            directory.resolve("out").toString());
    assertThat(err.toString().lines())
        .satisfiesExactlyInAnyOrder(
            both -> assertThat(both).contains("GOMAXPROCS is 8 on 4 cores").endsWith("gained"),
            before ->
                assertThat(before)
                    .contains("the load needs 5 workers, there are 2")
                    .endsWith("longer and longer (before)"));
  }
}
