package headroom.reports.table;

import static org.assertj.core.api.Assertions.assertThat;

import headroom.experiments.result.Curves.Spectrum;
import headroom.experiments.result.MeasuredRun;
import headroom.experiments.result.ResultFile;
import headroom.experiments.result.Verification;
import headroom.experiments.result.Verification.Check;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class VerificationSummaryTest {
  private static final MeasuredRun RUN =
      new MeasuredRun(
          "go1.26",
          10,
          1000,
          1000,
          0,
          100,
          new MeasuredRun.Latency(20, 18, 30, 35, 44, 60),
          0.5,
          0,
          0,
          0,
          0.02,
          40,
          true,
          0,
          0.01);

  private static final Verification VERIFICATION =
      new Verification(
          ResultFile.SCHEMA,
          "checkout",
          "0.1.0",
          "go1.26",
          0.1,
          3,
          List.of(
              new Check("P99", "ms", 40, 38, 44, 50, false),
              new Check("completed", "/s", 100, 100, 100, 100, true)),
          new Spectrum(List.of(0.0, 0.5, 1.0), List.of(1.0, 18.0, 60.0)),
          List.of(RUN, RUN, RUN),
          List.of("Other programs used up to 0.5 cores of this machine meanwhile."),
          List.of("The prediction does not hold: P99 predicted 50 ms, measured 40 ms."));

  @Test
  void showsPredictionBesideMeasurement() {
    assertThat(VerificationSummary.text(VERIFICATION, TableFormat.TABLE))
        .isEqualTo(
            """

                       predicted  measured, median of 3         repeats   error
            P99            50 ms                  40 ms  38 ms to 44 ms  +25.0%  ✗
            completed      100/s                  100/s           100/s   +0.0%  ✓

            The prediction does not hold: P99 predicted 50 ms, measured 40 ms.
            Other programs used up to 0.5 cores of this machine meanwhile.
            """);
  }

  @Test
  void csvHasPlainNumbers() {
    assertThat(VerificationSummary.text(VERIFICATION, TableFormat.CSV))
        .startsWith("figure,unit,predicted,measured,measured_least,measured_most,error,agrees")
        .contains("P99,ms,50.0,40.0,38.0,44.0,0.25,false");
  }

  @Test
  void jsonIsReadBack() throws IOException {
    String json = VerificationSummary.text(VERIFICATION, TableFormat.JSON);
    assertThat(ResultFile.parse(json, Verification.class)).isEqualTo(VERIFICATION);
    assertThat(json).contains("\"client_late_p99_us\"").doesNotContain("\"error\"");
  }
}
