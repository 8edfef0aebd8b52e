package headroom.reports.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ColumnsTest {
  private static final Columns TABLE =
      new Columns(
          List.of(
              Columns.words("name", List.of("", "a, \"b\"")),
              Columns.figures("p99_ms", new double[] {Double.NaN, 1.5e-7}),
              Columns.counts("completed", new long[] {0, 12_345_678_901L})));

  @Test
  void csvQuotesWhatItMustAndLeavesEmptyWhatDoesNotApply() {
    assertThat(TABLE.csv())
        .isEqualTo(
            """
            name,p99_ms,completed
            ,,0
            "a, ""b""\",1.5E-7,12345678901
            """);
  }

  @Test
  void rowsAreWithoutWhatDoesNotApply() {
    assertThat(TABLE.rows())
        .containsExactly(
            Map.of("completed", 0L),
            Map.of("name", "a, \"b\"", "p99_ms", 1.5e-7, "completed", 12_345_678_901L));
  }
}
