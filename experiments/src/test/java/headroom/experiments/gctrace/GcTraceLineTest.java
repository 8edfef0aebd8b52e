package headroom.experiments.gctrace;

import static org.assertj.core.api.Assertions.assertThat;

import headroom.experiments.gctrace.GcTraceLine.Clock;
import headroom.experiments.gctrace.GcTraceLine.Cpu;
import headroom.experiments.gctrace.GcTraceLine.Heap;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GcTraceLineTest {
  private static final long MIB = 1 << 20;

  private static final String REAL =
      "gc 3 @0.238s 1%: 0.30+24+0.12 ms clock, 0.61+0/6.0/24+0.25 ms cpu, 16->18->10 MB, 17 MB"
          + " goal, 2 MB stacks, 1 MB globals, 2 P";

  @Test
  void everyFieldIsRead() {
    assertThat(GcTraceLine.read(REAL))
        .contains(
            new GcTraceLine(
                3,
                238_000_000,
                1,
                false,
                new Clock(300_000, 24_000_000, 120_000),
                new Cpu(610_000, 0, 6_000_000, 24_000_000, 250_000),
                new Heap(16 * MIB, 18 * MIB, 10 * MIB, 17 * MIB, 2 * MIB, MIB),
                2,
                false));
  }

  /** Source: {@code runtime/mgc.go:gcMarkTermination}, which prints both only if they hold. */
  @Test
  void forcedCollectionsAndLeakChecksAreSeen() {
    String line = REAL.replace("1%:", "1% (checking for goroutine leaks):") + " (forced)";
    GcTraceLine read = GcTraceLine.read(line).orElseThrow();
    assertThat(read.forced()).isTrue();
    assertThat(read.leakCheck()).isTrue();
    assertThat(read.write()).isEqualTo(line);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "gc 3 @0.238s 1%: 0.30+24+0.12 ms clock",
        "pacer: sweep done at heap size 3MB; allocated 0MB during sweep",
        "scvg: 8 KB released"
      })
  void otherLinesAreNone(String line) {
    assertThat(GcTraceLine.read(line)).isEmpty();
    assertThat(GcTraceLine.read("x" + REAL)).isEmpty();
    assertThat(GcTraceLine.read(REAL + ",")).isEmpty();
  }

  /** What {@code fmtNSAsMS} makes of times: two digits, cut off; whole ms from 10 ms on. */
  @ParameterizedTest(name = "{0} ns: {1}")
  @CsvSource({
    "0, 0",
    "999, 0",
    "1000, 0.001",
    "99999, 0.099",
    "123456, 0.12",
    "999999, 0.99",
    "1000000, 1.0",
    "9999999, 9.9",
    "10000000, 10",
    "1234567890, 1234"
  })
  void timesAreCutOffAsTheRuntimeDoes(long ns, String written) {
    GcTraceLine line = GcTraceLine.read(REAL).orElseThrow();
    Clock clock = new Clock(ns, 0, 0);
    GcTraceLine changed =
        new GcTraceLine(
            line.cycle(), 12_345_678_901L, 7, false, clock, line.cpu(), line.heap(), 2, false);
    assertThat(changed.write()).startsWith("gc 3 @12.345s 7%: " + written + "+0+0 ms clock, ");
  }

  @Test
  void everyRecordedLineIsWrittenAsItWasRead() throws IOException {
    List<String> lines = new ArrayList<>();
    try (Stream<Path> files = Files.list(RecordedRun.LOGS)) {
      for (Path file : files.sorted().toList()) {
        Files.readAllLines(file).stream()
            .filter(line -> line.startsWith("gc "))
            .forEach(lines::add);
      }
    }
    assertThat(lines).hasSizeGreaterThan(600);
    assertThat(lines)
        .allSatisfy(
            line -> assertThat(GcTraceLine.read(line).orElseThrow().write()).isEqualTo(line));
  }
}
