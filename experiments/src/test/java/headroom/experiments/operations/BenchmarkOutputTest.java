package headroom.experiments.operations;

import static org.assertj.core.api.Assertions.assertThat;

import headroom.experiments.operations.BenchmarkOutput.Content;
import headroom.experiments.operations.Operation.Figures;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What go test -bench prints is read as it means it. */
class BenchmarkOutputTest {
  /** A part of the benchmarks that the catalogue was made of. */
  private static final Path REAL =
      Path.of("src/test/resources/headroom/experiments/operations/bench.txt");

  private static Figures figures(Content content, String name) {
    return content.operations().named(name).orElseThrow().figures();
  }

  @Test
  void aBenchmarkIsTheMedianOfItsLines() {
    Content content =
        BenchmarkOutput.read(
            """
            goos: linux
            goarch: amd64
            pkg: shop/orders
            cpu: AMD EPYC
            BenchmarkParseOrder
            BenchmarkParseOrder-8   	  100	  1500 ns/op	  42.5 MB/s	   512 B/op	       7 allocs/op
            BenchmarkParseOrder-8   	  100	  1400 ns/op	   512 B/op	       7 allocs/op
            BenchmarkParseOrder-8   	  100	  2e+03 ns/op	   516 B/op	       8 allocs/op
            BenchmarkSub/n-10-8     	  100	  0.25 ns/op	   0 B/op	       0 allocs/op	  3.5 rows/op
            --- BENCH: BenchmarkParseOrder-8
                orders_test.go:12: a line that it logs
            PASS
            ok  	shop/orders	2.345s
            """);
    assertThat(content.mistakes()).isEmpty();
    assertThat(content.operations().all())
        .extracting(Operation::name)
        .containsExactly("ParseOrder", "Sub/n-10");
    Figures parse = new Figures(1_500, 1_400, 2_000, 512, 7, null);
    assertThat(figures(content, "ParseOrder")).isEqualTo(parse);
    assertThat(figures(content, "ParseOrder-8")).isEqualTo(parse);
    assertThat(figures(content, "Sub/n-10").ns()).isEqualTo(0.25);
  }

  /** With one P there is no number at the end, and with -cpu there are several. */
  @Test
  void aNumberAtTheEndIsThatOfPsOnlyIfItCanBe() {
    Content one = BenchmarkOutput.read("BenchmarkA/n-10 1 10 ns/op\nBenchmarkA/all 1 20 ns/op\n");
    assertThat(one.operations().all())
        .extracting(Operation::name)
        .containsExactly("A/n-10", "A/all");
    assertThat(figures(one, "A/all").knowsAllocation()).isFalse();
    Content several =
        BenchmarkOutput.read(
            "BenchmarkA-4 1 30 ns/op\nBenchmarkA 1 10 ns/op\nBenchmarkA-2 1 20 ns/op");
    assertThat(several.operations().all())
        .extracting(Operation::name)
        .containsExactly("A", "A-2", "A-4");
    assertThat(figures(several, "A").ns()).isEqualTo(10);
  }

  @Test
  void whatGoTestDoesNotPrintIsRefusedWithItsPlace() {
    Content content =
        BenchmarkOutput.read(
            """
            BenchmarkA-8  many  10 ns/op
            BenchmarkB-8  10  ten ns/op
            BenchmarkC-8  10  10
            a log line of the program
            BenchmarkD-8  10  10 ns/op
            """);
    assertThat(content.mistakes())
        .extracting(m -> m.line() + ":" + m.column() + ": " + m.message())
        .isEqualTo(
            List.of(
                "1:15: \"many\" is not a number of iterations",
                "2:19: \"ten\" is not a number; expected one with its unit, such as 156.9 ns/op",
                "3:19: \"10\" has no unit; expected one such as ns/op",
                "4:1: \"a log line of the program\" is no line of go test -bench"));
  }

  /** Its plain names are those of one P. */
  @Test
  void theCataloguesOwnBenchmarksAgreeWithIt() throws Exception {
    Content content = BenchmarkOutput.read(Files.readString(REAL));
    assertThat(content.mistakes()).isEmpty();
    int compared = 0;
    for (Operation measured : content.operations().all()) {
      String name = measured.name().substring(measured.name().indexOf('/') + 1);
      Operation known = Catalogue.operations().named(name).orElse(null);
      if (known != null) {
        compared++;
        double ns = known.figures().ns();
        assertThat(Math.abs(measured.figures().ns() / ns - 1)).as(name).isLessThan(0.001);
        assertThat(measured.figures().bytes()).as(name).isEqualTo(known.figures().bytes());
      }
    }
    assertThat(compared).isGreaterThan(10);
  }
}
