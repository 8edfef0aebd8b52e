package headroom.model.go.collector;

import static headroom.behaviour.RuntimeHarness.EVEN_WAKE_UPS;
import static headroom.behaviour.RuntimeHarness.MS;
import static headroom.behaviour.RuntimeHarness.US;
import static headroom.behaviour.Script.call;
import static headroom.behaviour.Script.compute;
import static org.assertj.core.api.Assertions.assertThat;

import headroom.behaviour.RuntimeHarness;
import headroom.behaviour.Script;
import headroom.model.cost.Cost;
import headroom.model.cost.CostProfile;
import headroom.model.go.Goroutine;
import headroom.model.go.memory.AllocationShape;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A fault takes 2 us, and who replaces a page waits 10 us for the other cores. */
class PageFaultsTest {
  private static final CostProfile COSTS =
      EVEN_WAKE_UPS
          .with(Cost.OS_WAKE_PACKS, 0)
          .with(Cost.OS_PAGE_FAULT, 2_000)
          .with(Cost.OS_TLB_SHOOTDOWN, 10_000);

  private static final long PAGES = 100;
  private static final AllocationShape PLAIN = AllocationShape.of(1 << 20, 1_000, 0, 2);
  private static final AllocationShape POINTERS = AllocationShape.of(1 << 20, 1_000, 1, 2);
  private static final AllocationShape A_QUARTER = AllocationShape.of(1 << 20, 1_000, 0.25, 2);
  private static final AllocationShape SMALL = AllocationShape.of(1 << 20, 4_096, 1, 2);

  private final List<Long> took = new ArrayList<>();

  /** Whatever they are for, and whoever else runs. */
  @Test
  void pagesTakeOneFaultWhileNobodyMarks() {
    run(2, faults -> took.add(faults.ns(PAGES, POINTERS, false)));
    assertThat(took).containsExactly(200 * US);
  }

  /** 0.7 faults more for each page that holds pointers, half of them where objects are small. */
  @Test
  void pagesForPointersTakeASecondFaultWhileACycleMarks() {
    run(
        1,
        faults -> {
          for (AllocationShape shape : List.of(PLAIN, POINTERS, A_QUARTER, SMALL)) {
            took.add(faults.ns(PAGES, shape, true));
          }
        });
    assertThat(took).containsExactly(200 * US, 340 * US, 235 * US, 270 * US);
  }

  /**
   * 100 pages wait 10 us each for the other core, which loses 0.63 of that: 0.63 ms, before it
   * computes the second of its two milliseconds. In units of 10 us.
   */
  @Test
  void theOtherCoreIsInterrupted() {
    RuntimeHarness run = run(2, faults -> took.add(faults.ns(PAGES, POINTERS, true)));
    assertThat(took).containsExactly(340 * US + 1_000 * US);
    assertThat(run.stretches())
        .extracting(stretch -> stretch.lengthNs() / (10 * US))
        .containsExactlyInAnyOrder(263L, 150L);
  }

  private interface Use {
    void of(PageFaults faults);
  }

  /** Two goroutines that compute for 2 ms each; half a millisecond after the start, one faults. */
  private RuntimeHarness run(int processors, Use use) {
    return RuntimeHarness.run(
        processors,
        processors,
        COSTS,
        10 * MS,
        made -> {
          PageFaults faults = new PageFaults(made.scheduler(), COSTS);
          Goroutine second =
              made.dead(Script.once(compute(500 * US), call(() -> use.of(faults)), compute(MS)));
          made.runnable(
              Script.once(call(() -> made.scheduler().ready(second)), compute(MS), compute(MS)));
        });
  }
}
