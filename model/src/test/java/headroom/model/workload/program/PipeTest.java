package headroom.model.workload.program;

import static headroom.behaviour.RuntimeHarness.MS;
import static org.assertj.core.api.Assertions.assertThat;

import headroom.model.random.Distribution;
import headroom.model.workload.RequestStep;
import headroom.model.workload.Resources;
import org.junit.jupiter.api.Test;

/** A pipe of 1000 bytes whose reader stalls for 100 ms every 2 s. */
class PipeTest {
  private static final Distribution NO_CPU = new Distribution.Constant(0);

  private final Pipe pipe =
      new Pipe(new Resources.SinkSettings("stdout", NO_CPU, 1_000, 2_000 * MS, 100 * MS));

  @Test
  void takesEverythingWhileItsReaderReads() {
    assertThat(pipe.write(5_000, 0)).isZero();
    assertThat(pipe.write(5_000, 1_999 * MS)).isZero();
    assertThat(pipe.write(5_000, 2_100 * MS)).isZero();
  }

  @Test
  void fillsDuringAStallAndThenMakesWritersWaitForItsEnd() {
    assertThat(pipe.write(600, 2_000 * MS)).isZero();
    assertThat(pipe.write(400, 2_010 * MS)).isZero();
    assertThat(pipe.write(1, 2_030 * MS)).isEqualTo(70 * MS);
    assertThat(pipe.write(600, 4_010 * MS)).as("emptied in between").isZero();
  }

  @Test
  void withoutStallsNobodyWaits() {
    Pipe patient = new Pipe(new Resources.SinkSettings("x", NO_CPU, 1, RequestStep.NO_LIMIT, 0));
    assertThat(patient.write(1_000_000, 5_000 * MS)).isZero();
  }
}
