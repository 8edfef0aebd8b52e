package headroom.experiments.operations;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The catalogue is whole, and what blocks in it is not taken for computing. */
class CatalogueTest {
  private static final Operations ALL = Catalogue.operations();

  @Test
  void everyOperationHasItsFigures() {
    assertThat(ALL.all()).hasSizeGreaterThan(300);
    assertThat(ALL.all()).extracting(Operation::name).doesNotHaveDuplicates();
    assertThat(ALL.all())
        .allSatisfy(
            operation -> {
              Operation.Figures figures = operation.figures();
              assertThat(figures.lowNs()).isLessThanOrEqualTo(figures.ns()).isPositive();
              assertThat(figures.highNs()).isGreaterThanOrEqualTo(figures.ns());
              assertThat(figures.knowsAllocation()).isTrue();
            });
    assertThat(Catalogue.machine()).contains("AMD EPYC", "Go 1.26", "GOMAXPROCS=1");
    assertThat(Catalogue.loopNs()).isBetween(0.3, 0.6);
    assertThat(Catalogue.directCallNs()).isBetween(1.0, 3.0);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "time.Sleep/*",
        "exec.*",
        "os.*",
        "syscall/*",
        "tcp/*",
        "http/*",
        "*/contended*",
        "*round-trip*",
        "go/create*",
        "cgo/*",
        "*/tiny-heap",
        "runtime.GC/*",
        "*select-that-blocks",
        "*dev-null",
        "*tmpfs",
        "baseline/loop"
      })
  void whatWaitsIsNoOp(String pattern) {
    List<Operation> found = ALL.matching(pattern).all();
    assertThat(found).isNotEmpty();
    assertThat(found).allMatch(operation -> !operation.isComputed());
  }

  @Test
  void theOthersAreOps() {
    assertThat(ALL.all().stream().filter(Operation::isComputed)).hasSizeGreaterThan(220);
    for (String name :
        List.of("json.Marshal/medium", "sync.Mutex/uncontended", "chan/buffered-send-receive")) {
      assertThat(ALL.named(name).orElseThrow().isComputed()).isTrue();
    }
  }

  @Test
  void patternsAreParts() {
    assertThat(ALL.matching("JSON.Marshal").all())
        .extracting(Operation::name)
        .containsExactly("json.Marshal/small", "json.Marshal/medium", "json.Marshal/large");
    assertThat(ALL.matching("sha256/?KiB").all())
        .extracting(Operation::name)
        .containsExactly("sha256/1KiB");
    assertThat(ALL.matching("json*large").all()).hasSize(2);
    assertThat(ALL.matching("n+1-100").all()).hasSize(2);
    assertThat(ALL.matching("").all()).isEqualTo(ALL.all());
  }

  @Test
  void theNearestNamesComeFirst() {
    assertThat(ALL.nearest("json.Marshall/medium").get(0)).isEqualTo("json.Marshal/medium");
    assertThat(ALL.nearest("sprintf").subList(0, 3))
        .allMatch(name -> name.startsWith("fmt.Sprintf/"));
    assertThat(ALL.nearest("sprntf").subList(0, 3))
        .allMatch(name -> name.startsWith("fmt.Sprintf/"));
    assertThat(ALL.nearest("qqqq")).isEmpty();
    assertThat(ALL.nearest("ParseOrder")).isEmpty();
  }
}
