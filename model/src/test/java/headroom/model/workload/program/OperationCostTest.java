package headroom.model.workload.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import headroom.model.cost.CostProfile;
import headroom.model.go.collector.AllocationCosts;
import headroom.model.go.memory.AllocationShape;
import headroom.model.workload.WorkStep.Operation.Measured;
import org.junit.jupiter.api.Test;

/** What is left of a benchmark's time when the model charges its allocation by itself. */
class OperationCostTest {
  private static OperationCost cost(double ns, double bytes, double objects) {
    return OperationCost.of(
        new Measured(ns, bytes, objects, 0.5), new AllocationCosts(CostProfile.linux()));
  }

  /** 8 objects at 25 ns and 2,912 B at 0.2 ns; 110 ns for each 8 KiB swept. */
  @Test
  void allocatingAndSweepingAreTakenOff() {
    OperationCost json = cost(7_126, 2_912, 8);
    double left = 7_126 - (8 * 25 + 2_912 * 0.2) - 110 * 2_912 / 8_192.0;
    assertThat(json.computeNs()).isCloseTo(left, within(1e-9));
    assertThat(json.allocationShare()).isEqualTo(1);
    assertThat(json.computeNs(0, 1_000)).isEqualTo(Math.round(1_000 * left));
  }

  /** 1 KiB takes 229.8 ns by number and size: more than the 200 that were measured. */
  @Test
  void allocatingNeverTakesMoreThanWasMeasured() {
    OperationCost kibibyte = cost(200, 1_024, 1);
    double share = (200 - 110 / 8.0) / (25 + 1_024 * 0.2);
    assertThat(kibibyte.computeNs()).isCloseTo(0, within(1e-9));
    assertThat(kibibyte.allocationShare()).isCloseTo(share, within(1e-12));
    assertThat(kibibyte.objects(0, 10).costShare()).isEqualTo(kibibyte.allocationShare());
    OperationCost less = cost(1, 1_024, 1); // not even sweeping was measured
    assertThat(less.computeNs()).isZero();
    assertThat(less.allocationShare()).isZero();
  }

  @Test
  void anOperationThatAllocatesNothingComputesAllOfItsTime() {
    assertThat(cost(0.5, 0, 0).computeNs(0, 1_000_000)).isEqualTo(500_000);
    assertThat(cost(0.5, 0, 0).objects(0, 1_000_000)).isEqualTo(AllocationShape.NOTHING);
    assertThat(cost(0.5, 0, 0).parts(1_000_000, 1 << 17)).isEqualTo(1);
  }

  /** Fractions of bytes and objects are rounded once, whatever the parts. */
  @Test
  void partsAddUpToTheWhole() {
    OperationCost gzip = cost(28_960, 212.5, 1.7);
    long parts = gzip.parts(2_000, 1_000);
    assertThat(parts).isEqualTo(425);
    long ns = 0;
    long bytes = 0;
    long objects = 0;
    for (int part = 0; part < parts; part++) {
      double from = 2_000.0 * part / parts;
      double to = 2_000.0 * (part + 1) / parts;
      AllocationShape shape = gzip.objects(from, to);
      ns += gzip.computeNs(from, to);
      bytes += shape.slotBytes(0, shape.objects());
      objects += shape.objects();
    }
    assertThat(bytes).isEqualTo(425_000);
    assertThat(objects).isEqualTo(3_400);
    assertThat(ns).isEqualTo(gzip.computeNs(0, 2_000));
  }

  /** A large object is not cut into smaller ones. */
  @Test
  void thereAreNoMorePartsThanObjects() {
    assertThat(cost(66_920, 1 << 20, 1).parts(3, 1 << 17)).isEqualTo(3);
    assertThat(cost(66_920, 1 << 20, 1).objects(0, 1).large()).isTrue();
  }

  /** As the runtime counts: the slots are what was measured, the heap has the ends of spans too. */
  @Test
  void bytesAreThoseOfTheSlots() {
    AllocationShape json = cost(7_126, 2_912, 8).objects(0, 1_000);
    assertThat(json.slotBytes()).isEqualTo(2_912_000);
    assertThat(json.scanBytes()).isEqualTo(1_456_000);
    assertThat(json.scanShare()).isEqualTo(0.5);
    assertThat(json.liveBytes()).isBetween(2_912_000.0, 1.05 * 2_912_000);
    assertThat(json.pointers()).isCloseTo(1_456_000 / 8.0 / 512, within(1e-9));
  }
}
